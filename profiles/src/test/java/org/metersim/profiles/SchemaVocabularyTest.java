package org.metersim.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reader and schema say the same of a row: what an editor offers, the reader takes. */
class SchemaVocabularyTest {

    private static final JsonNode SCHEMA = new JsonMapper().readTree(ProfileReaderTest.resource("profile.schema.json"));

    static List<ClassForm> forms() {
        return ClassForms.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void knowsTheFieldsOfEachClass(ClassForm form) {
        JsonNode definition = SCHEMA.path("definitions").path("class-" + form.classId());
        Fields row = ClassForms.rowOf(form);

        assertEquals(
                new TreeSet<>(row.names()),
                new TreeSet<>(definition.path("properties").propertyNames()));
        assertEquals(row.mandatory(), texts(definition.path("required")));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(item -> texts.add(item.asString()));
        return texts;
    }
}
