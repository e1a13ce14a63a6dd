package io.flamingock.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code flamingock.yaml} in the current folder says; never a password, for it stands beside the code. */
final class SettingsFile {

    private static final String NAME = "flamingock.yaml";
    private static final List<String> KEYS =
            List.of("store", "service", "user", "passwordFile", "operator", "driverPath");

    private SettingsFile() {}

    static Map<String, String> in(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, String> settings = read(file);
        for (String key : settings.keySet()) {
            if (key.equals("password")) {
                throw new UsageException(NAME + ": a password does not belong here; write passwordFile, or set "
                        + Environment.PASSWORD.variable());
            }
            if (!KEYS.contains(key)) {
                throw new UsageException(NAME + ": '" + key + "' is none of " + KEYS
                        + Environment.nearest(key, KEYS)
                                .map(it -> "; did you mean " + it + "?")
                                .orElse(""));
            }
        }
        return settings;
    }

    private static Map<String, String> read(Path file) {
        try {
            @Nullable
            Map<String, String> settings =
                    new YAMLMapper().readValue(file.toFile(), new TypeReference<TreeMap<String, String>>() {});
            return settings == null ? Map.of() : settings;
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    NAME + ": line " + e.getLocation().getLineNr() + " is not of the form 'key: value'", e);
        } catch (IOException e) {
            throw new UsageException(NAME + " cannot be read: " + e.getMessage(), e);
        }
    }
}
