package org.metersim.client.update;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * What a client must know of an image that is in our container, an MCUboot image: for which component it is, how it is
 * announced, and what the meter will say it runs. Nothing here is checked; that is the meter's part.
 *
 * @param version {@code 1.5.0}, or {@code 1.5.0+17} when there is a build number
 * @param identifier the image identifier that the image asks to be announced with, if it does
 * @param active what the meter names when this is active: a firmware its version, a program itself, a bundle nothing
 */
public record ImageHeader(
        String version, Optional<ImageComponent> component, Optional<Octets> identifier, Optional<String> active) {

    private static final long MAGIC = 0x96F3B83DL;
    private static final int PROTECTED_MAGIC = 0x6908;
    private static final int FIXED_BYTES = 32;
    private static final int AREA_HEADER_BYTES = 4;
    private static final int COMPONENT = 0xA0;
    private static final int IMAGE_ID = 0xA2;

    /** Of a file; empty when it is no such container. */
    public static Optional<ImageHeader> of(byte[] file) {
        try {
            return read(new ByteReader(file));
        } catch (DecodeException otherFormat) {
            return Optional.empty();
        }
    }

    private static Optional<ImageHeader> read(ByteReader in) {
        if (in.u32le("magic") != MAGIC) {
            return Optional.empty();
        }
        in.u32le("load_addr");
        int headerBytes = in.u16le("hdr_size");
        in.u16le("protect_tlv_size");
        long payloadBytes = in.u32le("img_size");
        in.u32le("flags");
        String version = version(in);
        in.u32le("pad");
        in.bytes("rest of header", Math.max(0, headerBytes - FIXED_BYTES));
        Octets payload = in.octets("payload", (int) Math.min(payloadBytes, Integer.MAX_VALUE));
        return Optional.of(tlvs(version, payload, in));
    }

    private static String version(ByteReader in) {
        String base = in.u8("major") + "." + in.u8("minor") + "." + in.u16le("revision");
        long build = in.u32le("build");
        return build == 0 ? base : base + "+" + build;
    }

    private static ImageHeader tlvs(String version, Octets payload, ByteReader in) {
        Optional<ImageComponent> component = Optional.empty();
        Optional<Octets> identifier = Optional.empty();
        in.expect("protected area magic", PROTECTED_MAGIC & 0xFF);
        in.expect("protected area magic", PROTECTED_MAGIC >> 8);
        ByteReader area = in.slice("protected TLVs", in.u16le("area size") - AREA_HEADER_BYTES);
        while (!area.isEmpty()) {
            int type = area.u16le("tlv type");
            Octets value = area.octets("tlv value", area.u16le("tlv length"));
            if (type == COMPONENT && value.length() == 1) {
                component = ImageComponent.ofCode(value.at(0));
            } else if (type == IMAGE_ID && !value.isEmpty()) {
                identifier = Optional.of(value);
            }
        }
        return new ImageHeader(version, component, identifier, active(component, version, payload));
    }

    private static Optional<String> active(Optional<ImageComponent> component, String version, Octets payload) {
        if (component.equals(Optional.of(ImageComponent.PROGRAM))) {
            return ProgramName.of(payload);
        }
        return component.equals(Optional.of(ImageComponent.BUNDLE)) ? Optional.empty() : Optional.of(version);
    }
}
