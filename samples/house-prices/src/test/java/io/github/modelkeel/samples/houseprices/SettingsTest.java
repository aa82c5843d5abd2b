package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.samples.houseprices.Settings.Command;
import io.github.modelkeel.samples.houseprices.Settings.Option;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Settings parse(String... arguments) {
        return Settings.parse(List.of(arguments), new Properties(), Map.of());
    }

    @Test
    void withoutArgumentsEverythingRunsWithDefaults() {
        Settings settings = parse();
        assertThat(settings.command()).isEqualTo(Command.RUN);
        assertThat(settings.value(Option.DATA)).isEmpty();
        assertThat(settings.port()).isEqualTo(8000);
    }

    @Test
    void aFlagComesBeforeAPropertyAndAPropertyBeforeTheEnvironment() {
        Properties properties = new Properties();
        properties.setProperty("data", "property.csv");
        properties.setProperty("target", "t");
        Map<String, String> environment = Map.of("MODEL_DATA", "environment.csv", "MODEL_CONFIG", "c.yaml");
        Settings flags = Settings.parse(List.of("train", "--data", "flag.csv"), properties, environment);
        assertThat(flags.value(Option.DATA)).contains("flag.csv");
        assertThat(flags.value(Option.TARGET)).contains("t");
        assertThat(flags.value(Option.CONFIG)).contains("c.yaml");
        assertThat(Settings.parse(List.of(), properties, environment).value(Option.DATA))
                .contains("property.csv");
    }

    @Test
    void anEmptyValueCountsAsNotSet() {
        Properties properties = new Properties();
        properties.setProperty("data", "");
        assertThat(Settings.parse(List.of("run"), properties, Map.of()).value(Option.DATA))
                .isEmpty();
        assertThat(Settings.parse(List.of("run"), properties, Map.of("MODEL_DATA", "e.csv"))
                        .value(Option.DATA))
                .contains("e.csv");
    }

    @Test
    void aFlagMayHoldItsValue() {
        assertThat(parse("serve", "--port=0").port()).isZero();
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> parse("serv")).hasMessage("unknown command 'serv', did you mean 'serve'?");
        assertThatThrownBy(() -> parse("run", "train")).hasMessage("one command at a time, got: run train");
        assertThatThrownBy(() -> parse("--dat", "x")).hasMessage("unknown option '--dat', did you mean 'data'?");
        assertThatThrownBy(() -> parse("--data")).hasMessage("--data needs a value");
        assertThatThrownBy(() -> parse("--port", "x").port()).hasMessage("port is not a number: x");
        assertThatThrownBy(() -> parse("--port", "70000").port()).hasMessage("port must be between 0 and 65535: 70000");
    }

    @Test
    void theHelpNamesEveryCommandAndOption() {
        for (Option option : Option.values()) {
            assertThat(Settings.usage()).contains("--" + option.word());
        }
        for (Command command : Command.values()) {
            assertThat(Settings.usage()).contains(command.word());
        }
    }
}
