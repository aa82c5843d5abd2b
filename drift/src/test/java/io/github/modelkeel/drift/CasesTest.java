package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Pairs of files that were once judged wrongly, and the state that each of them has. */
class CasesTest {
    @TestFactory
    Stream<DynamicTest> everyCaseHasItsState() {
        Json cases = Json.read(Shared.file("drift/cases/cases.json"));
        return cases.list().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.get("name").text(), () -> check(entry)));
    }

    private static void check(Json entry) {
        String name = entry.get("name").text();
        DriftReport report = Drift.compare(
                Profile.ofCsv(Shared.file("drift/cases/" + name + ".ref.csv")),
                Profile.ofCsv(Shared.file("drift/cases/" + name + ".cur.csv")));
        assertState(report.state(), entry.get("state"), report.summary());
        for (String column : entry.get("columns").names()) {
            ColumnDrift found = report.column(column).orElseThrow();
            assertState(found.state(), entry.get("columns").get(column), found.toString());
        }
        assertThat(report.failed())
                .isEqualTo(report.state() == DriftState.DRIFTED || report.state() == DriftState.UNDECIDED);
    }

    private static void assertState(DriftState state, Json expected, String description) {
        assertThat(Arrays.asList(expected.text().split("\\|"))).as(description).contains(state.name());
    }
}
