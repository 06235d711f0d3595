package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the checks of an image found, in their order, up to the first that failed.
 *
 * @param passed each with what was found, for a person
 * @param failed empty when it is good
 * @param container the image taken apart; present once its structure was found good
 */
public record ImageReport(List<Finding> passed, Optional<Finding> failed, Optional<ImageContainer> container) {

    /**
     * What one check found.
     *
     * @param word the verdict's word for it: the layer's, or what a payload is refused for after the last layer
     * @param text what was found, for a person: of a failed check also what was expected
     */
    public record Finding(ImageLayer layer, String word, String text) {

        public Finding(ImageLayer layer, String text) {
            this(layer, layer.word(), text);
        }
    }

    public boolean isGood() {
        return failed.isEmpty();
    }

    /** Findings so far; after the first failure nothing more is noted. */
    public static final class Checks {

        private final List<Finding> passed = new ArrayList<>();
        private Optional<Finding> failed = Optional.empty();
        private Optional<ImageContainer> container = Optional.empty();

        /** Notes one check, unless one failed before; true when none failed so far. */
        boolean check(ImageLayer layer, boolean holds, String found, String expected) {
            if (failed.isEmpty() && holds) {
                passed.add(new Finding(layer, found));
            } else if (failed.isEmpty()) {
                failed(layer, found + " (expected: " + expected + ")");
            }
            return failed.isEmpty();
        }

        /** Notes that a layer failed. @param text with what was expected; always false */
        boolean failed(ImageLayer layer, String text) {
            failed = Optional.of(new Finding(layer, text));
            return false;
        }

        ImageContainer structure(ImageContainer image) {
            container = Optional.of(image);
            passed.add(new Finding(
                    ImageLayer.STRUCTURE, image.payload().length() + " bytes of payload, version " + image.version()));
            return image;
        }

        ImageReport report() {
            return new ImageReport(List.copyOf(passed), failed, container);
        }
    }
}
