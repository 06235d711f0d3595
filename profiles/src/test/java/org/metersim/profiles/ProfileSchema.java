package org.metersim.profiles;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The JSON schema as an editor applies it, by a validator that we did not write. */
final class ProfileSchema {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(ProfileReaderTest.resource("profile.schema.json"), InputFormat.JSON);

    private ProfileSchema() {}

    /** What the schema finds wrong, a line each; one line when {@code yaml} is no YAML. */
    static List<String> complaints(String yaml) {
        try {
            return SCHEMA.validate(yaml, InputFormat.YAML).stream()
                    .map(Object::toString)
                    .toList();
        } catch (JacksonException noYaml) {
            return List.of(noYaml.getOriginalMessage());
        }
    }
}
