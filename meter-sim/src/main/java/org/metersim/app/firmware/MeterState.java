package org.metersim.app.firmware;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.link.UpdateKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of a meter an image is held against, as a file says it: {@code {"metrology": "1.5.0", "nic": "1.0.0", "counter":
 * 2, "clock": "2026-11-25T12:00:00Z", "revoked": ["KEYHASH"]}}; what is not there is the profile's.
 *
 * @param versions that run, by component
 */
record MeterState(
        Map<Integer, ImageVersion> versions, OptionalLong counter, Optional<String> clock, Set<Octets> revoked) {

    static final MeterState UNKNOWN = new MeterState(Map.of(), OptionalLong.empty(), Optional.empty(), Set.of());

    private static final int MAX_BYTES = 1 << 16;
    private static final Set<String> NAMES = Set.of("metrology", "nic", "counter", "clock", "revoked");

    /** @throws UserError when the file is not of this form */
    static MeterState read(Path file) {
        try {
            JsonNode json = JsonMapper.shared().readTree(UserFiles.readText(file, MAX_BYTES));
            json.propertyNames()
                    .forEach(name -> demand(NAMES.contains(name), name + " (expected: one of " + NAMES + ")"));
            Map<Integer, ImageVersion> versions = new LinkedHashMap<>();
            for (UpdateKind kind : Set.of(UpdateKind.METROLOGY, UpdateKind.NIC)) {
                String name = kind.name().toLowerCase(Locale.ROOT);
                if (json.has(name)) {
                    versions.put(
                            kind.ordinal(), ImageVersion.parse(json.get(name).asString()));
                }
            }
            Set<Octets> revoked = new LinkedHashSet<>();
            json.path("revoked").forEach(hash -> revoked.add(Octets.parse(hash.asString())));
            return new MeterState(
                    versions,
                    json.has("counter") ? OptionalLong.of(json.get("counter").asLong()) : OptionalLong.empty(),
                    json.has("clock") ? Optional.of(json.get("clock").asString()) : Optional.empty(),
                    revoked);
        } catch (JacksonException | IllegalArgumentException wrong) {
            String line = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
            throw new UserError(ExitCode.CONFIGURATION, file + ": " + line);
        }
    }

    private static void demand(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
