package org.metersim.metrology.link;

import org.metersim.dlms.cosem.CosemData;

/**
 * Why an update failed, in the words of the update engine; all empty when it did not.
 *
 * @param phase where in the life of the update: {@code verify}, {@code boot}, {@code self-test}, {@code confirm}
 * @param layer which check refused: {@code size}, {@code crc}, {@code structure}, {@code digest}, {@code key},
 *     {@code signature}, {@code vendor}, {@code model}, {@code hardware}, {@code component}, {@code identifier},
 *     {@code version}, {@code counter}, {@code dependency}, {@code self-test}, {@code confirm}
 * @param cause what exactly, for a person
 */
public record UpdateVerdict(String phase, String layer, String cause) {

    /** No complaint. */
    public static final UpdateVerdict NONE = new UpdateVerdict("", "", "");

    public boolean isNone() {
        return equals(NONE);
    }

    /** As a structure of three visible-strings; characters that are none become {@code ?}. */
    public CosemData toData() {
        return CosemData.structure(visible(phase), visible(layer), visible(cause));
    }

    private static CosemData visible(String text) {
        return CosemData.visible(text.replaceAll("[^ -~]", "?"));
    }

    static UpdateVerdict of(CosemData data) {
        Fields fields = new Fields(data, 3);
        return new UpdateVerdict(fields.text(0), fields.text(1), fields.text(2));
    }

    /** {@code verify/crc/computed 1234ABCD, file says 00000000}. */
    @Override
    public String toString() {
        return isNone() ? "ok" : phase + "/" + layer + "/" + cause;
    }
}
