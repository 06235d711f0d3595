package org.metersim.app.firmware;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.metersim.app.ExitCode;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Digests;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.image.ImageLayer;
import org.metersim.metrology.image.ImageReport;
import org.metersim.metrology.link.UpdateKind;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The report on one image, for a person and for a program. */
public record Inspection(Path name, Octets file, ImageReport report) {

    /** What became of one layer. @param found empty when it was not looked at */
    private record Layer(String word, String result, String found) {}

    /** Of the layer that failed. */
    public int exitCode() {
        return report.failed().map(failed -> ExitCode.of(failed.layer())).orElse(ExitCode.OK);
    }

    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s  %d bytes%n", name, file.length()));
        report.container().ifPresent(image -> text.append(String.format("  %s%n", claims(image))));
        for (ImageLayer layer : ImageLayer.values()) {
            Layer row = row(layer);
            text.append(String.format(Locale.ROOT, "  %-11s %-7s %s", row.word(), row.result(), row.found())
                            .stripTrailing())
                    .append(System.lineSeparator());
        }
        String end = report.failed()
                .map(failed -> "refused at " + failed.layer().word() + ", exit " + exitCode())
                .orElse("good");
        return text.append(end).append(System.lineSeparator()).toString();
    }

    private static String claims(ImageContainer image) {
        return "says it is " + component(image) + " " + image.version() + ", security counter "
                + image.securityCounter() + ", payload of " + image.payload().length() + " bytes"
                + image.imageId().map(id -> ", announced as " + id.toAscii()).orElse("");
    }

    private static String component(ImageContainer image) {
        int number = image.component();
        return number < UpdateKind.values().length
                ? UpdateKind.values()[number].name().toLowerCase(Locale.ROOT)
                : "component " + number;
    }

    private Layer row(ImageLayer layer) {
        Optional<ImageReport.Finding> passed = report.passed().stream()
                .filter(finding -> finding.layer() == layer)
                .findFirst();
        Optional<ImageReport.Finding> failed = report.failed().filter(finding -> finding.layer() == layer);
        return new Layer(
                layer.word(),
                passed.isPresent() ? "ok" : failed.isPresent() ? "FAILED" : "-",
                passed.or(() -> failed).map(ImageReport.Finding::text).orElse(""));
    }

    public ObjectNode toJson() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("file", name.toString());
        json.put("bytes", file.length());
        json.put("sha256", Digests.sha256(file.toBytes()).toHex());
        json.put("result", report.isGood() ? "good" : "refused");
        report.failed().ifPresent(failed -> json.put("refusedAt", failed.layer().word()));
        json.put("exitCode", exitCode());
        report.container().ifPresent(image -> putClaims(json.putObject("image"), image));
        var layers = json.putArray("layers");
        for (ImageLayer layer : ImageLayer.values()) {
            Layer row = row(layer);
            ObjectNode entry = layers.addObject().put("layer", row.word());
            entry.put(
                    "result",
                    row.result().equals("-") ? "not reached" : row.result().toLowerCase(Locale.ROOT));
            if (!row.found().isEmpty()) {
                entry.put("found", row.found());
            }
        }
        return json;
    }

    private static void putClaims(ObjectNode json, ImageContainer image) {
        json.put("component", component(image));
        json.put("version", image.version().toString());
        json.put("securityCounter", image.securityCounter());
        json.put("payloadBytes", image.payload().length());
        image.keyHash().ifPresent(hash -> json.put("keyHash", hash.toHex()));
        image.imageId().ifPresent(id -> json.put("imageId", id.toAscii()));
        image.hardware().ifPresent(range -> json.put("hardware", range.min() + "-" + range.max()));
    }
}
