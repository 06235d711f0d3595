package org.metersim.metrology.image;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageReport.Finding;
import org.metersim.metrology.link.UpdateKind;

/** The checks of what is in a bundle: one image for each board, good by itself, and fit to run beside the other. */
record BundleParts(List<Board> boards, Bundle bundle, ImageVerifier verifier) {

    /** What an image is called in a bundle: as it must be announced, or else its version. */
    static Octets nameOf(Octets part) {
        ImageContainer image = ImageContainer.parse(part.toBytes());
        return image.imageId().orElseGet(() -> Octets.ascii(image.version().toString()));
    }

    /** A part that was verified. */
    static Offer offer(Octets part) {
        return Offer.of(nameOf(part), part);
    }

    /** The first fault; empty when all is good. */
    Optional<Finding> fault(long nowMs) {
        Map<UpdateKind, Octets> parts = new EnumMap<>(UpdateKind.class);
        for (int number = 0; number < bundle.parts().size(); number++) {
            Optional<Finding> fault = sort(bundle.parts().get(number), number, parts);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return parts.size() < boards.size() ? Optional.of(missing(parts)) : togetherFault(parts, nowMs);
    }

    private static Finding missing(Map<UpdateKind, Octets> parts) {
        return new Finding(ImageLayer.STRUCTURE, "a part for " + parts.keySet() + " (expected: one for each board)");
    }

    /** Puts a part that is whole and signed where it belongs. */
    private Optional<Finding> sort(Octets part, int number, Map<UpdateKind, Octets> parts) {
        ImageReport report = verifier.verifyContent(part.toBytes());
        if (report.failed().isPresent()) {
            return report.failed().map(fault -> in("part " + number, fault));
        }
        int component = report.container().orElseThrow().component();
        Optional<UpdateKind> kind = boards.stream()
                .map(Board::kind)
                .filter(each -> each.ordinal() == component)
                .findFirst();
        if (kind.isEmpty() || parts.containsKey(kind.get())) {
            String found = "part " + number + " is for component " + component;
            return Optional.of(new Finding(ImageLayer.STRUCTURE, found + " (expected: one for each board)"));
        }
        parts.put(kind.get(), part);
        return Optional.empty();
    }

    private Optional<Finding> togetherFault(Map<UpdateKind, Octets> parts, long nowMs) {
        Map<Integer, ImageVersion> together = new HashMap<>();
        parts.forEach((kind, part) -> together.put(
                kind.ordinal(), ImageContainer.parse(part.toBytes()).version()));
        for (Board board : boards) {
            Optional<Finding> fault = board.verify(parts.getOrDefault(board.kind(), Octets.EMPTY), together, nowMs)
                    .failed();
            if (fault.isPresent()) {
                return fault.map(found -> in(board.word(), found));
            }
        }
        return Optional.empty();
    }

    private static Finding in(String part, Finding fault) {
        return new Finding(fault.layer(), part + ": " + fault.text());
    }
}
