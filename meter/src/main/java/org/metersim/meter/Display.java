package org.metersim.meter;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/** The meter's display: one value at a time, the next one when the button is pressed. Dark without power. */
final class Display {

    private static final int REGISTER = 3;
    private static final int DATA = 1;

    /** What is shown, as far as the profile has it; the first page is the clock. */
    private static final List<ObjectKey> PAGES = List.of(
            new ObjectKey(REGISTER, "1-0:1.8.0.255"),
            new ObjectKey(REGISTER, "1-0:1.8.1.255"),
            new ObjectKey(REGISTER, "1-0:1.8.2.255"),
            new ObjectKey(REGISTER, "1-0:1.8.3.255"),
            new ObjectKey(REGISTER, "1-0:1.8.4.255"),
            new ObjectKey(REGISTER, "1-0:2.8.0.255"),
            new ObjectKey(REGISTER, "1-0:1.7.0.255"),
            new ObjectKey(REGISTER, "1-0:32.7.0.255"),
            new ObjectKey(DATA, "0-0:96.14.0.255"),
            new ObjectKey(DATA, "1-0:0.2.0.255"),
            new ObjectKey(DATA, "0-0:97.97.0.255"));

    private record ObjectKey(int classId, String name) {

        Optional<ObjectDefinition> in(MeterModel profile) {
            return profile.object(classId, LogicalName.parse(name));
        }
    }

    private int page;

    /** The button was pressed. */
    void next() {
        page++;
    }

    /** The power went: the first page comes first when it is back. */
    void forget() {
        page = 0;
    }

    /** {@code 1.8.0 1234567 Wh}. */
    String text(Boards boards, long nowMs) {
        if (!boards.isPowered()) {
            return "(dark)";
        }
        if (boards.metrology().isRestarting(nowMs)) {
            return "boot";
        }
        List<ObjectDefinition> shown = PAGES.stream()
                .flatMap(page -> page.in(boards.profile()).stream())
                .toList();
        int at = page % (shown.size() + 1);
        if (at == 0) {
            return ReadingText.of(boards.metrology().table().dateTime(nowMs));
        }
        ObjectDefinition object = shown.get(at - 1);
        return code(object.name()) + "  " + new StateReader(boards, nowMs).reading(object);
    }

    /** Groups C, D and E, as displays have them: {@code 1.8.0}. */
    private static String code(LogicalName name) {
        return name.group(2) + "." + name.group(3) + "." + name.group(4);
    }
}
