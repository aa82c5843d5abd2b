package io.github.modelkeel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an editor offers is what is read, and the other way round. */
class MetadataTest {
    private static final Pattern PROPERTY = Pattern.compile("\\{\"name\": \"([a-z.-]+)\", \"type\": \"([^\"]+)\"");

    private static String metadata() throws IOException {
        try (InputStream file =
                MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyPropertyIsThereWithItsTypeAndNoOther() throws IOException {
        Set<String> described = PROPERTY.matcher(metadata())
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> read = new TreeSet<>();
        read.add("modelkeel " + ModelkeelProperties.class.getName());
        collect("modelkeel", ModelkeelProperties.class, read);
        assertThat(described).isEqualTo(read);
    }

    private static void collect(String prefix, Class<?> type, Set<String> into) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + dashed(component.getName());
            into.add(name + " " + typeName(component));
            if (component.getType().isRecord()) {
                collect(name, component.getType(), into);
            }
        }
    }

    private static String typeName(RecordComponent component) {
        if (component.getType() == boolean.class) {
            return "java.lang.Boolean";
        }
        return component.getGenericType().getTypeName().replace(", ", ",");
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Test
    void thePageHasEverySetting() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("modelkeel.root"), "docs/spring-boot.md"));
        for (Class<?> type : List.of(
                ModelkeelProperties.Model.class,
                ModelkeelProperties.Log.class,
                ModelkeelProperties.Monitor.class,
                ModelkeelProperties.Tracking.class)) {
            String prefix = type == ModelkeelProperties.Model.class
                    ? ""
                    : dashed(type.getSimpleName()).substring(1) + ".";
            for (RecordComponent component : type.getRecordComponents()) {
                if (!component.getType().isRecord()) {
                    assertThat(page).contains("`" + prefix + dashed(component.getName()));
                }
            }
        }
        assertThat(page).contains("`problem-details`");
    }

    /** The description of the map has what a model has, as editors that do not look into types show nothing else. */
    @Test
    void theSettingsOfAModelAreNamed() throws IOException {
        String metadata = metadata();
        for (RecordComponent component : ModelkeelProperties.Model.class.getRecordComponents()) {
            String name = dashed(component.getName());
            assertThat(metadata).contains(component.getType().isRecord() ? " " + name + ".*" : " " + name);
        }
    }
}
