package org.metersim.app.firmware;

import java.nio.file.Path;
import java.util.List;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageContainer;

/** Images that the user named, in every form in which tools leave them. */
public final class ImageFiles {

    /** Far more than any slot has; larger files are no images. */
    public static final int MAX_BYTES = 64 << 20;

    /** An unprotected TLV area with nothing in it: magic 6907h, 4 bytes. */
    private static final byte[] EMPTY_AREA = {0x07, 0x69, 0x04, 0x00};

    private ImageFiles() {}

    /**
     * What digest and signature cover in a file: an image signed or not ({@code .fwi}), one without its CRC-32 as
     * imgtool writes it, or nothing but what is to be signed.
     *
     * @throws UserError when it is none of these
     */
    static byte[] signedPart(Path file) {
        byte[] content = UserFiles.read(file, MAX_BYTES);
        String complaint = "";
        for (byte[] form : forms(content)) {
            try {
                return ImageContainer.parse(form).signedPart().toBytes();
            } catch (DecodeException otherForm) {
                complaint = complaint.isEmpty() ? String.valueOf(otherForm.getMessage()) : complaint;
            }
        }
        throw new UserError(ExitCode.CONFIGURATION, file + ": no image: " + complaint);
    }

    private static List<byte[]> forms(byte[] content) {
        byte[] withArea = new ByteWriter().bytes(content).bytes(EMPTY_AREA).toBytes();
        return List.of(content, ImageBuilder.withCrc(content), ImageBuilder.withCrc(withArea));
    }
}
