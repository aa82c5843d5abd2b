package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every form of rows, and what becomes of its source. */
class RowsTest {
    private static final List<Map<String, ?>> MAPS = List.of(Map.of("a", 1, "b", 2), Map.of("a", 3, "b", 4));
    private static final ScoringModel MODEL = ScoringModelBuilder.model(
            Preprocessing.builder().number("a").number("b").build().fit(MAPS),
            Column.number("y"),
            LinearScorer.of(new double[] {1, 10}, 0),
            Link.IDENTITY);

    private record Pair(double a, int b) {}

    /** A bean. */
    public static final class Bean {
        public final double a;
        private final int b;

        Bean(double a, int b) {
            this.a = a;
            this.b = b;
        }

        public int getB() {
            return b;
        }
    }

    /** A cursor that counts how often it was closed, and can fail. */
    private static final class Counted implements Rows.Cursor {
        private final int rows;
        private int read;
        private int closed;

        Counted(int rows) {
            this.rows = rows;
        }

        @Override
        public boolean next(Signature.Row into) throws IOException {
            if (rows < 0) {
                throw new IOException("cut off");
            }
            if (read == rows) {
                return false;
            }
            into.number(0, 1);
            into.number(1, 2);
            read++;
            return true;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void everyFormOfSeveralRowsGivesTheSame() {
        for (Rows rows : List.of(
                Rows.ofMaps(MAPS),
                Rows.ofRecords(List.of(new Pair(1, 2), new Pair(3, 4))),
                Rows.ofBeans(List.of(new Bean(1, 2), new Pair(3, 4))),
                Rows.ofColumns(Map.of("a", new double[] {1, 3}, "b", List.of(2, 4))))) {
            for (int time = 0; time < 2; time++) {
                assertThat(MODEL.predictValues(rows)).containsExactly(21, 43);
                assertThat(MODEL.predict(rows)).extracting(Output::value).containsExactly(21.0, 43.0);
            }
            assertThatThrownBy(() -> MODEL.predictOne(rows))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("more than one row");
        }
    }

    @Test
    void everyFormOfOneRowGivesTheSame() {
        Signature.Row filled = MODEL.newRow();
        filled.number(0, 1);
        filled.number(1, 2);
        for (Rows row : List.of(
                Rows.of(MAPS.get(0)),
                Rows.of(new Pair(1, 2)),
                Rows.ofBean(new Bean(1, 2)),
                Rows.of(filled),
                Rows.ofColumns(Map.of("a", List.of(1), "b", new int[] {2})),
                Rows.from(signature -> new Counted(1)))) {
            assertThat(MODEL.predictOne(row).value()).isEqualTo(21);
        }
        assertThatThrownBy(() -> MODEL.predictValue(Rows.of(filled)))
                .as("a prediction empties it")
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void noRowIsNoOutputs() {
        assertThat(MODEL.predict(Rows.ofMaps(List.of()))).isEmpty();
        assertThat(MODEL.predictValues(Rows.ofColumns(Map.of("a", List.of(), "b", List.of()))))
                .isEmpty();
        assertThatThrownBy(() -> MODEL.predictOne(Rows.ofRecords(List.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("expected one row, found none");
        assertThatThrownBy(() -> MODEL.predictValue(Rows.ofMaps(List.of()))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aRowThatDoesNotFitIsNamedByItsIndexUnlessItIsTheOnlyOne() {
        Rows rows = Rows.ofMaps(List.of(MAPS.get(0), Map.of("a", "x", "b", 1)));
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> MODEL.predict(rows));
        assertThat(e.row()).isEqualTo(1);
        assertThat(e).hasMessageStartingWith("row 1: column 'a' must be a number");
        Rows one = Rows.of(Map.of("a", "x", "b", 1));
        e = catchThrowableOfType(InvalidInputException.class, () -> MODEL.predictOne(one));
        assertThat(e.row()).isEqualTo(-1);
        assertThat(e).hasMessageStartingWith("column 'a' must be a number");
    }

    @Test
    void aCursorIsOpenedForTheModelsColumnsAndClosedOnceWhateverHappens() {
        List<Counted> opened = new ArrayList<>();
        List<Signature> asked = new ArrayList<>();
        for (int count : new int[] {0, 1, 300, -1}) {
            Rows rows = Rows.from(signature -> {
                asked.add(signature);
                opened.add(new Counted(count));
                return opened.get(opened.size() - 1);
            });
            if (count < 0) {
                assertThatThrownBy(() -> MODEL.predict(rows))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessage("the rows cannot be read: cut off");
                assertThatThrownBy(() -> MODEL.predictOne(rows)).isInstanceOf(UncheckedIOException.class);
            } else {
                assertThat(MODEL.predict(rows)).hasSize(count);
                assertThat(Arrays.stream(MODEL.predictValues(rows)).boxed())
                        .hasSize(count)
                        .allMatch(value -> value == 21);
            }
        }
        assertThat(opened).hasSize(8).allMatch(cursor -> cursor.closed == 1);
        assertThat(asked).containsOnly(MODEL.signature());
    }

    @Test
    void whatACursorSaysOfItsSourceIsNotTakenForARow() {
        InvalidInputException broken = new InvalidInputException(null, "no rows at all");
        Rows rows = Rows.from(signature -> into -> {
            throw broken;
        });
        assertThatThrownBy(() -> MODEL.predict(rows)).isSameAs(broken);
        assertThatThrownBy(() -> MODEL.predictOne(rows)).isSameAs(broken);
    }
}
