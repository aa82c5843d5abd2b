package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.validation.Expectation;
import io.github.modelkeel.validation.ExpectationResult;
import io.github.modelkeel.validation.ExpectationSuite;
import io.github.modelkeel.validation.ValidationReport;
import io.github.modelkeel.validation.ValidationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {
    @TempDir
    Path directory;

    private Path data(String name, int oldest) throws IOException {
        StringBuilder rows = new StringBuilder("age,state\n");
        for (int i = 0; i < 200; i++) {
            rows.append(20 + i % (oldest - 20)).append(i % 3 == 0 ? ",CA\n" : ",NY\n");
        }
        return Files.writeString(directory.resolve(name), rows);
    }

    @Test
    void dataAreValidated() throws IOException {
        Path today = data("today.csv", 150);
        Path page = directory.resolve("validation.xml");
        // region validation
        ExpectationSuite suite = ExpectationSuite.of(
                Expectation.rowCount(100, 1_000_000),
                Expectation.columnsInclude("age", "state"),
                Expectation.notNull("age").withMostly(0.99),
                Expectation.between("age", 0, 120),
                Expectation.inSet("state", "CA", "NY"));
        ValidationReport report = suite.validateCsv(today, CsvOptions.defaults());

        report.writeJUnitXml(page);
        for (ExpectationResult result : report.results()) {
            System.out.println(result.state() + ": " + result.sentence() + " " + result.examples());
        }
        if (report.failed()) { // not met, or undecided
            System.out.println(report.summary());
        }
        // endregion
        assertThat(page).content().contains("<failure");
        assertThat(report.results().get(3).state()).isEqualTo(ValidationState.FAILED);
        assertThat(report.summary()).contains("age: between 0 and 120: 29 of 200 values (14.5%) are not as expected");
    }

    @Test
    void aSuiteIsAFile() throws IOException {
        ExpectationSuite suite = ExpectationSuite.of(Expectation.between("age", 0, 120));
        Path file = directory.resolve("expectations.json");
        // region validation-file
        suite.write(file);
        ExpectationSuite same = ExpectationSuite.read(file);
        // endregion
        assertThat(same).isEqualTo(suite);
    }

    @Test
    void aSuiteIsInferred() throws IOException {
        Path training = data("training.csv", 70);
        Path file = directory.resolve("expectations.json");
        Path today = data("today.csv", 72);
        // region validation-inferred
        StoredProfile profile = StoredProfile.of(Profile.ofCsv(training)); // or StoredProfile.read("profile.json")
        ExpectationSuite suite = ExpectationSuite.infer(profile).with(Expectation.notNull("state"));
        suite.write(file); // to be edited
        // endregion
        assertThat(suite.validateCsv(today, CsvOptions.defaults()).state()).isEqualTo(ValidationState.PASSED);
        assertThat(suite.validateCsv(data("old.csv", 150), CsvOptions.defaults())
                        .state())
                .isEqualTo(ValidationState.FAILED);
    }
}
