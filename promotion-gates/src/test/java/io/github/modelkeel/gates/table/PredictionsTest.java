package io.github.modelkeel.gates.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PredictionsTest {
    private static Predictions of(String csv, String metric, @Nullable String positive) {
        Table table = Table.read("eval.csv", csv.getBytes(StandardCharsets.UTF_8));
        return Predictions.of(table, new Columns("eval.csv", "actual", "predicted", positive), metric);
    }

    @Test
    void labelsThatJavaWouldReadAsTheSameNumberStayApart() {
        assertThat(of("actual,predicted\n3D,3F\n3F,3D\n4F,4F\n", "accuracy", null)
                        .value())
                .isEqualTo(1 / 3.0);
        assertThat(of("actual,predicted\n1,1.0\n2,2.0\n", "accuracy", null).value())
                .isEqualTo(1);
    }

    @Test
    void theSameLabelsWrittenInAnotherWayAreTheSameRows() {
        String plain = "actual,predicted\n1,1\n0,0\n";
        String decimal = "actual,predicted\n1.0,1\n0.0,0\n";
        String word = "actual,predicted\nTrue,1\nFalse,0\n";
        for (String metric : new String[] {"accuracy", "rmse", "auc"}) {
            assertThat(of(plain, metric, null).hasRowsOf(of(decimal, metric, null)))
                    .as(metric)
                    .isTrue();
        }
        assertThat(of(plain, "auc", null).hasRowsOf(of(word, "auc", null))).isTrue();
        assertThat(of(plain, "auc", "1").hasRowsOf(of(decimal, "auc", "1.0"))).isTrue();
        assertThat(of(plain, "auc", null).hasRowsOf(of("actual,predicted\n0,1\n1,0\n", "auc", null)))
                .isFalse();
        assertThat(of("actual,predicted\na,1\nb,0\nc,0\n", "auc", "a")
                        .hasRowsOf(of("actual,predicted\na,1\nc,0\nb,0\n", "auc", "a")))
                .isFalse();
    }

    @Test
    void aPositiveLabelThatNoRowHasIsRefused() {
        assertThatThrownBy(() -> of("actual,predicted\nyes,0.9\nno,0.1\n", "brier", "YES"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no row of 'actual' is the positive label 'YES'; it has, for instance, 'yes'");
    }
}
