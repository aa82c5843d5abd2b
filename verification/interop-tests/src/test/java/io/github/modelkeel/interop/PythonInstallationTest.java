package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PythonInstallationTest {
    @Test
    void anEnvironmentIsMadeOnceAndAgainForOtherRequirementsAndAFailureIsNotTakenForASuccess() throws IOException {
        PythonEnvironment.orSkip(); // without a Python there is nothing to make an environment from
        Path work = Checkout.newDirectory("python-");
        Path requirements = Files.writeString(work.resolve("requirements.txt"), "# nothing\n");
        PythonInstallation installation = new PythonInstallation(work.resolve("home"), requirements);
        assertThat(installation.ensure()).isEmpty();
        Path trace = Files.writeString(installation.executable().resolveSibling("trace"), "of the first time");
        assertThat(installation.ensure()).isEmpty();
        assertThat(trace).exists();

        Files.writeString(requirements, "./no-such-directory\n");
        assertThat(installation.ensure())
                .hasValueSatisfying(reason -> assertThat(reason).contains("could not be made", "no-such-directory"));
        assertThat(trace).doesNotExist();
        assertThat(work.resolve("home/complete")).doesNotExist();
        Checkout.deleteTree(work);
    }
}
