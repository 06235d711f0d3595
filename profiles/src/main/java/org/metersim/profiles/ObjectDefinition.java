package org.metersim.profiles;

import java.util.Map;
import org.metersim.dlms.cosem.LogicalName;

/**
 * One COSEM object of the profile: a row.
 *
 * @param row the row's class-specific settings, as written, with their places for error messages
 * @param access client SAP to rights; an association that is not in it does not see the object
 */
public record ObjectDefinition(
        int classId, int version, LogicalName name, String title, ProfileNode row, Map<Integer, AccessRights> access) {

    /** Order of the object list: by logical name, then class. */
    public int compareTo(int otherClass, LogicalName otherName) {
        int byName = name.compareTo(otherName);
        return byName != 0 ? byName : Integer.compare(classId, otherClass);
    }

    /** What that client may do; nothing when it does not see the object. */
    public AccessRights rightsOf(int clientSap) {
        return access.getOrDefault(clientSap, AccessRights.NONE);
    }

    /** Number of attributes of its class and version, the logical name counted. */
    public int attributes() {
        return ClassForms.of(this).attributes();
    }

    /** Number of methods of its class and version. */
    public int methods() {
        return ClassForms.of(this).methods();
    }
}
