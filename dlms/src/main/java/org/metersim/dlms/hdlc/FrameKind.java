package org.metersim.dlms.hdlc;

/** What a control field says. Green Book 8.4.3. */
public enum FrameKind {
    I,
    RR,
    RNR,
    SNRM,
    DISC,
    UA,
    DM,
    FRMR,
    UI,
    UNKNOWN;

    private static final int POLL_FINAL = 0x10;

    static FrameKind of(int control) {
        if ((control & 0x01) == 0) {
            return I;
        }
        return switch (control & ~POLL_FINAL) {
            case 0x83 -> SNRM;
            case 0x43 -> DISC;
            case 0x63 -> UA;
            case 0x0F -> DM;
            case 0x87 -> FRMR;
            case 0x03 -> UI;
            default -> ofSupervisory(control);
        };
    }

    private static FrameKind ofSupervisory(int control) {
        return switch (control & 0x0F) {
            case 0x01 -> RR;
            case 0x05 -> RNR;
            default -> UNKNOWN;
        };
    }

    /** The control field of an unnumbered frame with poll or final bit. */
    int unnumbered() {
        int control = switch (this) {
            case SNRM -> 0x83;
            case DISC -> 0x43;
            case UA -> 0x63;
            case DM -> 0x0F;
            case FRMR -> 0x87;
            case UI -> 0x03;
            default -> throw new IllegalArgumentException(this + " is numbered");
        };
        return control | POLL_FINAL;
    }
}
