package org.metersim.profiles;

import java.util.Map;
import java.util.Set;

/**
 * What one association may do with one object.
 *
 * @param attributes attribute index to access; an index that is not in it has none
 * @param methods indices of the methods that may be invoked
 */
public record AccessRights(Map<Integer, AttributeAccess> attributes, Set<Integer> methods) {

    /** Nothing: the object is not in the association's object list. */
    public static final AccessRights NONE = new AccessRights(Map.of(), Set.of());

    /** Access to one attribute; the code is access_mode of association LN version 0 to 2. Blue Book 4.4.4. */
    public enum AttributeAccess {
        NO_ACCESS(0),
        READ(1),
        WRITE(2),
        READ_AND_WRITE(3);

        private final int mode;

        AttributeAccess(int mode) {
            this.mode = mode;
        }

        public int mode() {
            return mode;
        }
    }

    public boolean isNone() {
        return attributes.isEmpty() && methods.isEmpty();
    }

    public AttributeAccess attribute(int index) {
        return attributes.getOrDefault(index, AttributeAccess.NO_ACCESS);
    }

    public boolean mayRead(int attribute) {
        return (attribute(attribute).mode() & AttributeAccess.READ.mode()) != 0;
    }

    public boolean mayWrite(int attribute) {
        return (attribute(attribute).mode() & AttributeAccess.WRITE.mode()) != 0;
    }

    public boolean mayInvoke(int method) {
        return methods.contains(method);
    }
}
