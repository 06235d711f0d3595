package org.metersim.app.run;

import java.util.stream.IntStream;
import org.metersim.profiles.AccessRights;
import org.metersim.profiles.Association;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/** What a client may do, in a few words that follow from the profile: {@code read 233, write 123, update}. */
final class AccessText {

    private static final int IMAGE_TRANSFER = 18;

    private AccessText() {}

    /** The numbers are of objects; {@code update} is the right to send images. */
    static String of(Association association, MeterModel profile) {
        int sap = association.clientSap();
        long read = profile.objects().stream()
                .filter(each -> !each.rightsOf(sap).isNone())
                .count();
        long write = profile.objects().stream()
                .filter(each -> each.classId() != IMAGE_TRANSFER && isWritable(each, sap))
                .count();
        boolean update = profile.objects().stream()
                .anyMatch(each -> each.classId() == IMAGE_TRANSFER
                        && !each.rightsOf(sap).methods().isEmpty());
        return "read " + read + (write == 0 ? "" : ", write " + write) + (update ? ", update" : "");
    }

    private static boolean isWritable(ObjectDefinition object, int sap) {
        AccessRights rights = object.rightsOf(sap);
        return IntStream.rangeClosed(1, object.attributes()).anyMatch(rights::mayWrite);
    }
}
