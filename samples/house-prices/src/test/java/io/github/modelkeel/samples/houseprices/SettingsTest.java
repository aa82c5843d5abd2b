package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class SettingsTest {
    private static Settings parse(Properties properties, Map<String, String> environment, String... arguments) {
        Settings settings = new Settings();
        new CommandLine(settings)
                .setDefaultValueProvider(Settings.defaults(properties, environment))
                .parseArgs(arguments);
        return settings;
    }

    private static Settings parse(String... arguments) {
        return parse(new Properties(), Map.of(), arguments);
    }

    @Test
    void withoutArgumentsEverythingHasADefault() {
        Settings settings = parse();
        assertThat(settings.data()).isEmpty();
        assertThat(settings.config()).isEmpty();
        assertThat(settings.target()).isEmpty();
        assertThat(settings.model()).isEmpty();
        assertThat(settings.output()).isEqualTo(Path.of("modelkeel-data", "reports"));
        assertThat(settings.port()).isEqualTo(8000);
    }

    @Test
    void aFlagComesBeforeAPropertyAndAPropertyBeforeTheEnvironment() {
        Properties properties = new Properties();
        properties.setProperty("data", "property.csv");
        properties.setProperty("target", "t");
        Map<String, String> environment = Map.of("MODEL_DATA", "environment.csv", "MODEL_CONFIG", "c.yaml");
        Settings flags = parse(properties, environment, "--data", "flag.csv");
        assertThat(flags.data()).contains(Path.of("flag.csv"));
        assertThat(flags.target()).contains("t");
        assertThat(flags.config()).contains(Path.of("c.yaml"));
        assertThat(parse(properties, environment).data()).contains(Path.of("property.csv"));
    }

    @Test
    void everyOptionHasItsVariable() {
        Settings settings = parse(
                new Properties(),
                Map.of("MODEL_TARGET", "t", "MODEL_OUTPUT", "o", "MODEL_URI", "models:/m/1", "MODEL_PORT", "81"));
        assertThat(settings.target()).contains("t");
        assertThat(settings.output()).isEqualTo(Path.of("o"));
        assertThat(settings.model()).contains("models:/m/1");
        assertThat(settings.port()).isEqualTo(81);
    }

    @Test
    void anEmptyValueCountsAsNotSet() {
        Properties properties = new Properties();
        properties.setProperty("data", "");
        assertThat(parse(properties, Map.of()).data()).isEmpty();
        assertThat(parse(properties, Map.of("MODEL_DATA", "e.csv")).data()).contains(Path.of("e.csv"));
        assertThat(parse("--data", " ").data()).isEmpty();
    }

    @Test
    void aFlagMayHoldItsValue() {
        assertThat(parse("--port=0").port()).isZero();
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> parse("--data")).hasMessage("Missing required parameter for option '--data' (<data>)");
        assertThatThrownBy(() -> parse("--port", "x"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("Invalid value for option '--port': 'x' is not an int");
        assertThatThrownBy(() -> parse("--port", "70000").port()).hasMessage("port must be between 0 and 65535: 70000");
    }
}
