package org.metersim.nic.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.profiles.AccessRights;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/**
 * object_list of an Association LN object: what one client sees, with its access rights. Blue Book 4.4.4.
 *
 * @param associationVersion of the class: in version 0 the access to a method is a boolean, later an enum
 */
record ObjectList(MeterModel profile, int clientSap, int associationVersion) {

    /** Access selectors: all without access rights, by class, by a list of objects, one object. */
    private static final int WITHOUT_RIGHTS = 1;

    private static final int BY_CLASSES = 2;
    private static final int BY_OBJECTS = 3;
    private static final int ONE_OBJECT = 4;

    private static final int PROFILE_GENERIC = 7;
    private static final int ASSOCIATION_LN = 15;
    private static final int BUFFER_OR_OBJECT_LIST = 2;

    /** One object by class and name. */
    private record ObjectId(int classId, LogicalName name) {

        boolean names(ObjectDefinition object) {
            return object.classId() == classId && object.name().equals(name);
        }

        static Optional<ObjectId> of(CosemData data) {
            if (!(data instanceof CosemData.Structure structure)
                    || structure.elements().size() != 2
                    || !(structure.elements().get(1) instanceof CosemData.OctetString name)
                    || name.octets().length() != LogicalName.LENGTH_BYTES) {
                return Optional.empty();
            }
            return classIdOf(structure.elements().get(0))
                    .map(id -> new ObjectId(id, LogicalName.read(ByteReader.of(name.octets()))));
        }
    }

    /** All of the list, or a selection of it; what is selected but not seen is left out. */
    MeterReply select(Selection selection) {
        return switch (selection.selector()) {
            case 0 -> list(object -> true, true);
            case WITHOUT_RIGHTS -> list(object -> true, false);
            case BY_CLASSES ->
                all(selection.parameter(), ObjectList::classIdOf)
                        .map(classes -> list(object -> classes.contains(object.classId()), false))
                        .orElse(refused(AccessResult.TYPE_UNMATCHED));
            case BY_OBJECTS ->
                all(selection.parameter(), ObjectId::of)
                        .map(ids -> list(object -> ids.stream().anyMatch(id -> id.names(object)), true))
                        .orElse(refused(AccessResult.TYPE_UNMATCHED));
            case ONE_OBJECT ->
                ObjectId.of(selection.parameter())
                        .map(id -> list(id::names, true))
                        .orElse(refused(AccessResult.TYPE_UNMATCHED));
            default -> refused(AccessResult.SCOPE_OF_ACCESS_VIOLATED);
        };
    }

    private static MeterReply refused(AccessResult reason) {
        return new MeterReply.Refused(reason);
    }

    private static Optional<Integer> classIdOf(CosemData data) {
        return data instanceof CosemData.Numeral numeral && numeral.type() == NumeralType.LONG_UNSIGNED
                ? Optional.of((int) numeral.value())
                : Optional.empty();
    }

    /** The elements of an array, each as {@code element} takes it; empty when one of them is none. */
    private static <T> Optional<List<T>> all(
            CosemData data, java.util.function.Function<CosemData, Optional<T>> element) {
        if (!(data instanceof CosemData.Array array)) {
            return Optional.empty();
        }
        List<T> taken = new ArrayList<>();
        array.elements().forEach(each -> element.apply(each).ifPresent(taken::add));
        return taken.size() == array.elements().size() ? Optional.of(taken) : Optional.empty();
    }

    private MeterReply list(Predicate<ObjectDefinition> chosen, boolean withRights) {
        return new MeterReply.Value(CosemData.array(profile.objects().stream()
                .filter(object -> !object.rightsOf(clientSap).isNone())
                .filter(chosen)
                .map(object -> element(object, withRights))
                .toList()));
    }

    private CosemData element(ObjectDefinition object, boolean withRights) {
        CosemData classId = CosemData.longUnsigned(object.classId());
        CosemData version = CosemData.unsigned(object.version());
        CosemData name = object.name().toData();
        return withRights
                ? CosemData.structure(classId, version, name, rights(object))
                : CosemData.structure(classId, version, name);
    }

    private CosemData rights(ObjectDefinition object) {
        AccessRights rights = object.rightsOf(clientSap);
        return CosemData.structure(
                CosemData.array(IntStream.rangeClosed(1, object.attributes())
                        .mapToObj(index -> attributeAccess(object, rights, index))
                        .toList()),
                CosemData.array(IntStream.rangeClosed(1, object.methods())
                        .mapToObj(index -> methodAccess(rights, index))
                        .toList()));
    }

    private static CosemData attributeAccess(ObjectDefinition object, AccessRights rights, int index) {
        return CosemData.structure(
                CosemData.integer(index),
                CosemData.enumeration(rights.attribute(index).mode()),
                index == BUFFER_OR_OBJECT_LIST ? selectors(object.classId()) : CosemData.NULL);
    }

    /** The access selectors that the class knows for its attribute 2; null-data for none. */
    private static CosemData selectors(int classId) {
        return switch (classId) {
            case PROFILE_GENERIC -> integers(2);
            case ASSOCIATION_LN -> integers(ONE_OBJECT);
            default -> CosemData.NULL;
        };
    }

    private static CosemData integers(int last) {
        return CosemData.array(
                IntStream.rangeClosed(1, last).mapToObj(CosemData::integer).toList());
    }

    private CosemData methodAccess(AccessRights rights, int index) {
        boolean may = rights.mayInvoke(index);
        CosemData mode = associationVersion == 0 ? CosemData.bool(may) : CosemData.enumeration(may ? 1 : 0);
        return CosemData.structure(CosemData.integer(index), mode);
    }
}
