package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.flamingock.cli.Call.Answer;
import java.util.Map;

/** What was printed with {@code --json}, held against the schema that the jar carries. */
final class Documents {

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Documents.class.getResourceAsStream("flamingock-cli-1.schema.json"));

    private Documents() {}

    /** The document, which is valid, and says itself what the process ended with. */
    static Map<String, Object> valid(Answer answer, int exitCode) {
        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(exitCode);
        assertThat(SCHEMA.validate(answer.out(), InputFormat.JSON))
                .as(answer.out())
                .isEmpty();
        try {
            Map<String, Object> document =
                    new ObjectMapper().readValue(answer.out(), new TypeReference<Map<String, Object>>() {});
            assertThat(document).containsEntry("exitCode", exitCode);
            return document;
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.out(), e);
        }
    }
}
