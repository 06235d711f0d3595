package org.metersim.metrology.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemDateTime;

/**
 * What a program is, whom it is for, and when.
 *
 * @param id name that its versions share: 1 to 32 letters, digits, dots, hyphens, underscores
 * @param version 1 to 2^31 - 1; a meter takes no lower one than it has
 * @param model of the meters it is for, as their profile names it; 1 to 64 printable ASCII characters
 * @param requires what the meter must have
 * @param effective the moment from which it applies, by the meter's clock, year to second told; empty: when activated
 */
public record ProgramHeader(
        String id, int version, String model, Requires requires, OnError onError, Optional<CosemDateTime> effective) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    private static final Pattern MODEL = Pattern.compile("[ -~]{1,64}");

    /**
     * What a meter must have before the program.
     *
     * @param active versions of the same program of which one must be active, 0 for "none yet"; empty: whatever is
     * @param firmware of the metrology
     */
    public record Requires(List<Integer> active, FirmwareRange firmware) {

        static final int MAX_ACTIVE = 64;

        /** Any meter of the model. */
        public static final Requires NOTHING = new Requires(List.of(), FirmwareRange.ANY);

        /** @throws IllegalArgumentException when there are too many versions, a negative one, or one twice */
        public Requires {
            active = List.copyOf(active);
            if (active.size() > MAX_ACTIVE || active.stream().anyMatch(version -> version < 0)) {
                throw new IllegalArgumentException(
                        "active: " + active + " (expected: at most " + MAX_ACTIVE + " versions, each >= 0)");
            }
            if (new LinkedHashSet<>(active).size() < active.size()) {
                throw new IllegalArgumentException("active: " + active + " (expected: each version once)");
            }
        }

        static Requires read(ByteReader in) {
            Wire.expectStructure(in, "requires", 2);
            int at = in.position();
            int count = Wire.readArray(in, "active", MAX_ACTIVE);
            List<Integer> active = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // above 2^31 - 1 it is negative, and refused as such
                active.add((int) Wire.readNumber(in, "active version"));
            }
            FirmwareRange firmware = FirmwareRange.read(in);
            return Wire.made("active", at, () -> new Requires(active, firmware));
        }

        void write(ByteWriter out) {
            Wire.structure(out, 2);
            Wire.array(out, active.size());
            active.forEach(version -> Wire.number(out, version));
            firmware.write(out);
        }
    }

    /** What becomes of the items before one that fails. */
    public enum OnError {
        /** All of them are undone: the meter is as it was. */
        ROLLBACK(0);

        private final int code;

        OnError(int code) {
            this.code = code;
        }

        static OnError read(ByteReader in) {
            int at = in.position();
            int code = Wire.readEnum(in, "on-error");
            if (code != ROLLBACK.code) {
                throw new DecodeException("on-error", code, "0, rollback", at);
            }
            return ROLLBACK;
        }

        void write(ByteWriter out) {
            Wire.enumeration(out, code);
        }
    }

    /** @throws IllegalArgumentException when a component is not as described */
    public ProgramHeader {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id: " + id + " (expected: 1 to 32 of A-Z a-z 0-9 . - _)");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version: " + version + " (expected: 1 to " + Integer.MAX_VALUE + ")");
        }
        if (!MODEL.matcher(model).matches()) {
            throw new IllegalArgumentException("model: " + model + " (expected: 1 to 64 printable characters)");
        }
        if (effective
                .map(moment -> moment.second() == 0xFF || moment.minute() == 0xFF || isNoMoment(moment))
                .orElse(false)) {
            throw new IllegalArgumentException("effective: " + effective.get().toOctets() + " (expected: a moment)");
        }
    }

    private static boolean isNoMoment(CosemDateTime moment) {
        return moment.toUtcMs(0).isEmpty();
    }

    /** {@code TARIFF-2026-W v7}. */
    public String identifier() {
        return id + " v" + version;
    }

    static ProgramHeader read(ByteReader in) {
        int at = in.position();
        Wire.expectStructure(in, "header", 6);
        String id = Wire.readText(in, "id");
        int version = (int) Wire.readNumber(in, "version");
        String model = Wire.readText(in, "model");
        Requires requires = Requires.read(in);
        OnError onError = OnError.read(in);
        int effectiveAt = in.position();
        Octets effective = Wire.readOctets(in, "effective");
        if (!effective.isEmpty() && effective.length() != CosemDateTime.LENGTH_BYTES) {
            throw new DecodeException("effective length", effective.length(), "0 or 12", effectiveAt);
        }
        return Wire.made("header", at, () -> {
            Optional<CosemDateTime> moment =
                    effective.isEmpty() ? Optional.empty() : Optional.of(CosemDateTime.of(effective));
            return new ProgramHeader(id, version, model, requires, onError, moment);
        });
    }

    void write(ByteWriter out) {
        Wire.structure(out, 6);
        Wire.text(out, id);
        Wire.number(out, version);
        Wire.text(out, model);
        requires.write(out);
        onError.write(out);
        Wire.octets(out, effective.map(CosemDateTime::toOctets).orElse(Octets.EMPTY));
    }
}
