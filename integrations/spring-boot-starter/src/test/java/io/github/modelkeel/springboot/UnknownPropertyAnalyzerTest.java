package io.github.modelkeel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class UnknownPropertyAnalyzerTest {
    /** An application that has nothing of its own. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}

    /** What a start that fails writes to the console. */
    private static String failureOf(String argument) {
        SpringApplication application = new SpringApplication(App.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            assertThat(catchThrowable(() -> application.run(argument))).isNotNull();
        } finally {
            System.setOut(console);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSecretWithAWrongNameIsNotLogged() {
        assertThat(failureOf("--modelkeel.tracking.passwrd=hunter2"))
                .contains("modelkeel.tracking.passwrd is not a property")
                .contains("from property source \"commandLineArgs\"")
                .doesNotContain("hunter2");
    }

    @Test
    void whatHasNoValueIsSaidToHaveNone() {
        assertThat(failureOf("--modelkeel.tracking.cache-directory="))
                .contains("modelkeel.tracking.cache-directory is empty: give it a value, or leave it out");
    }
}
