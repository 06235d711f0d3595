package org.metersim.dlms;

import java.util.List;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;

/** The keys and titles under which the published vectors of the wire tests were made. */
public final class Vectors {

    public static final CipherKeys KEYS = new CipherKeys(
            Octets.parse("000102030405060708090A0B0C0D0E0F"), Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"));
    public static final Octets CLIENT = Octets.parse("4D4D4D0000BC614E");
    public static final Octets SERVER = Octets.parse("4D4D4D0000000001");
    public static final Octets DEDICATED_KEY = Octets.parse("E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF");

    /** Every APDU in clear with logical names that a published stack made or took, and one of each further form. */
    public static final List<String> APDUS = List.of(
            // V19: GET, its blocks, its list
            "C001C100030100010800FF0200",
            "C401C100060001E240",
            "C401C10002020F00161E",
            "C402C1000000000100 04 0909AABB",
            "C002C100000001",
            "C402C1010000000200 03 010203",
            "C402C101000000020113",
            "C003C102000100002A0000FF020000030100010800FF0200",
            "C403C10200091053494D3030303030303030303030303100060001E240",
            "C403C10200110501 04",
            "C401C10104",
            // V20: image transfer
            "C301C1001200002C0000FF010102020904494D47310600000082",
            "C701C10000",
            "C301C1001200002C0000FF02010202060000000209028081",
            "C301C1001200002C0000FF03010F00",
            // V21: selective access by entry and by range
            "C001C100070100630100FF02010202040600000001060000000A120001120000",
            "C001C100070100630100FF0201010204020412000809060000010000FF0F02120000"
                    + "090C07EA0B1607000000FF000000090C07EA0B1701000000FF0000000100",
            // V10, V11: HLS pass 3 and 4
            "C301C1000F0000280000FF010109111000000101EE3BC32C742F819BB34D983E",
            "C701C100010009111000000201FA312D52BD45A6397876FB21",
            // V23: push
            "0FC0000001000202091053494D303030303030303030303030310600000004",
            "0FC00000020C07EA0B1607170000000000000202091053494D303030303030303030303030310600000004",
            // V24: event notification
            "C20000030000616200FF020600000004",
            "C2010C07EA0B16071700000000000000030000616200FF020600000004",
            // SET in all its forms
            "C101C100080000010000FF0200090C07EA0B16070C00000000B480",
            "C102C100010000600100FF0200 00 00000001 03 091041",
            "C103C1 01 00000002 02 4242",
            "C104C102000100002A0000FF020000030100010800FF0200 02 0903414243 0600000001",
            "C105C101000100002A0000FF0200 00 00000001 04 01090341",
            "C501C100",
            "C502C100000001",
            "C503C10300000002",
            "C504C102000300000002",
            "C505C1020003",
            // ACTION in its further forms
            "C301C1004600006003 0AFF0100",
            "C302C100000001",
            "C303C102004600006003 0AFF01 001200002C0000FF03 02 0F00 0F00",
            "C304C1001200002C0000FF02 00 00000001 05 0202060000",
            "C305C101001200002C0000FF02 00 00000001 03 010202",
            "C306C1 01 00000002 04 00010900",
            "C701C10100",
            "C701C1000101 03",
            "C702C1 00 00000001 03 000100",
            "C703C1020000 0C00",
            "C704C100000001",
            // what stands beside the services
            "0E010601",
            "D80205",
            "D8010600000105",
            "10C000000100",
            "10C00000010C07EA0B160717000000000000");

    private Vectors() {}
}
