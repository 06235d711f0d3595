package org.metersim.nic.association;

import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.profiles.AccessRights;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/**
 * What a client may do with an object, as the profile has it: the one place where access rights are checked. An object
 * that a client may do nothing with is not in its object list: to that client it is undefined.
 */
public final class AccessPolicy {

    private final MeterModel profile;
    private final int clientSap;

    public AccessPolicy(MeterModel profile, int clientSap) {
        this.profile = profile;
        this.clientSap = clientSap;
    }

    public AccessResult mayRead(AttributeRef target) {
        AccessRights rights = rights(target.classId(), target.object());
        return rights.mayRead(target.attribute()) ? AccessResult.SUCCESS : refusal(rights, target.object());
    }

    public AccessResult mayWrite(AttributeRef target) {
        AccessRights rights = rights(target.classId(), target.object());
        return rights.mayWrite(target.attribute()) ? AccessResult.SUCCESS : refusal(rights, target.object());
    }

    public AccessResult mayInvoke(MethodRef target) {
        AccessRights rights = rights(target.classId(), target.object());
        return rights.mayInvoke(target.method()) ? AccessResult.SUCCESS : refusal(rights, target.object());
    }

    private AccessRights rights(int classId, LogicalName name) {
        Optional<ObjectDefinition> object = profile.object(classId, name);
        return object.isPresent() ? object.get().rightsOf(clientSap) : AccessRights.NONE;
    }

    private AccessResult refusal(AccessRights rights, LogicalName name) {
        if (!rights.isNone()) {
            return AccessResult.READ_WRITE_DENIED;
        }
        boolean hasAnotherClass = profile.objects().stream()
                .anyMatch(object -> object.name().equals(name)
                        && !object.rightsOf(clientSap).isNone());
        return hasAnotherClass ? AccessResult.OBJECT_CLASS_INCONSISTENT : AccessResult.OBJECT_UNDEFINED;
    }

    /** Why, for a person. */
    public String explain(AccessResult refusal, Object target) {
        return switch (refusal) {
            case READ_WRITE_DENIED ->
                refusal + ": the access rights of client SAP " + clientSap + " do not give it " + target;
            case OBJECT_CLASS_INCONSISTENT ->
                refusal + ": there is an object of that name, but of another class than " + target;
            default -> refusal + ": client SAP " + clientSap + " has no object " + target + " in its object list";
        };
    }
}
