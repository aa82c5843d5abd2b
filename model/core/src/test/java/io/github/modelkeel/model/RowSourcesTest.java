package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.InvalidInputException.Violation;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowSourcesTest {
    private static final List<Map<String, ?>> ROWS = List.of(
            Map.of("sqft", 1000, "age", 10.0, "area", "north", "pool", true),
            Map.of("sqft", 3000, "area", "south", "pool", false));

    private static final ScoringModel MODEL = ScoringModelBuilder.model(
            Preprocessing.builder()
                    .number("sqft")
                    .number("age", c -> c.imputeConstant(1))
                    .text("area", c -> c.oneHot())
                    .bool("pool")
                    .build()
                    .fit(ROWS),
            Column.number("price"),
            LinearScorer.of(new double[] {1, 10, 100, 200, 1000}, 0),
            Link.IDENTITY);

    private static final double EXPECTED = 1500 + 75 + 100 + 1000;

    /** Getters of every kind. */
    public static class House {
        public final @Nullable Float age = 7.5f;
        private final int size;

        House(int size) {
            this.size = size;
        }

        public int getSqft() {
            return size;
        }

        public String getArea() {
            return "north";
        }

        public boolean isPool() {
            return true;
        }

        public static String getNothing() {
            return "static";
        }
    }

    /** Has a property more, and overrides one. */
    public static final class Villa extends House {
        Villa() {
            super(1);
        }

        @Override
        public int getSqft() {
            return 1500;
        }

        public String getURL() {
            return "";
        }
    }

    /** Fits nowhere. */
    @SuppressWarnings("DoNotCallSuggester") // it is called through its handle
    static class Hidden {
        public int getSqft() {
            throw new IllegalStateException("broken getter");
        }

        public @Nullable String getArea() {
            return null;
        }

        public String getPool() {
            return "yes";
        }
    }

    @Test
    void aBeanIsReadByItsGettersAndPublicFields() {
        assertThat(MODEL.predictValue(Rows.ofBean(new House(1500)))).isEqualTo(EXPECTED);
        assertThat(ScoringModelBuilder.from(MODEL)
                        .ignoreUnknownColumns()
                        .build()
                        .predictValue(Rows.ofBean(new Villa())))
                .isEqualTo(EXPECTED);
        record AsRecord(int sqft, float age, String area, boolean pool) {}
        assertThat(MODEL.predictValue(Rows.ofBean(new AsRecord(1500, 7.5f, "north", true))))
                .isEqualTo(EXPECTED);
    }

    @Test
    void aPropertyWithoutAColumnIsRefusedByName() {
        assertThatThrownBy(() -> MODEL.predictValue(Rows.ofBean(new Villa())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Villa has \"URL\", which the model does not know");
        assertThatThrownBy(() -> MODEL.predictValue(Rows.ofBean("text"))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aBeansViolationsAreReportedAtOnceAndItsOwnExceptionsPass() {
        assertThatThrownBy(() -> MODEL.predictValue(Rows.ofBean(new Hidden())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken getter");
        ScoringModel withoutSize = ScoringModelBuilder.model(
                Preprocessing.builder()
                        .text("area", c -> c.oneHot())
                        .bool("pool")
                        .number("rooms")
                        .build()
                        .fit(List.of(Map.of("area", "north", "pool", true, "rooms", 1))),
                Column.number("price"),
                LinearScorer.of(new double[] {1, 1, 1}, 0),
                Link.IDENTITY);
        InvalidInputException e = catchThrowableOfType(
                InvalidInputException.class,
                () -> ScoringModelBuilder.from(withoutSize)
                        .ignoreUnknownColumns()
                        .build()
                        .predictValue(Rows.ofBean(new Hidden())));
        assertThat(e.violations())
                .extracting(Violation::kind)
                .containsExactly(Kind.MISSING, Kind.WRONG_TYPE, Kind.MISSING);
        assertThat(e).hasMessageContaining("'rooms' is not a property of the bean");
    }

    @Test
    void aRowIsFilledByIndexAndIsEmptyAfterwards() {
        Signature.Row row = MODEL.newRow();
        row.number(0, 1500);
        row.value(1, 7.5);
        row.value(2, "north");
        row.value(3, true);
        assertThat(MODEL.predictValue(Rows.of(row))).isEqualTo(EXPECTED);
        InvalidInputException e =
                catchThrowableOfType(InvalidInputException.class, () -> MODEL.predictValue(Rows.of(row)));
        assertThat(e.violations()).extracting(Violation::column).containsExactly("sqft", "area", "pool");
        row.number(2, 3);
        row.unknown("oops");
        row.value(0, "x");
        e = catchThrowableOfType(InvalidInputException.class, () -> MODEL.predictValue(Rows.of(row)));
        assertThat(e.violations())
                .extracting(Violation::column)
                .containsExactlyInAnyOrder("area", "sqft", "pool", "oops");
        row.unknown("oops");
        row.clear();
        row.number(0, 1500);
        row.number(1, Double.NaN);
        row.value(2, "south");
        row.value(3, false);
        assertThat(MODEL.predictValue(Rows.of(row))).isEqualTo(1500 + 10 + 200);
        assertThatThrownBy(() -> MODEL.withInputPolicy(InputPolicy.COERCE).predictValue(Rows.of(row)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another model");
        assertThatThrownBy(() -> row.number(4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void columnsGiveWhatTheirRowsGive() {
        Map<String, Object> columns = new HashMap<>();
        columns.put("sqft", new int[] {1500, 3000});
        columns.put("age", Arrays.asList(7.5, null));
        columns.put("area", new String[] {"north", "south"});
        columns.put("pool", new boolean[] {true, false});
        assertThat(MODEL.predictValues(Rows.ofColumns(columns))).containsExactly(EXPECTED, 3000 + 10 + 200);
        for (Object sqft : new Object[] {
            new double[] {1500, 3000},
            new float[] {1500, 3000},
            new long[] {1500, 3000},
            new short[] {1500, 3000},
            new Number[] {1500, 3000L},
            List.of(1500f, 3000d)
        }) {
            columns.put("sqft", sqft);
            assertThat(MODEL.predictValues(Rows.ofColumns(columns))).containsExactly(EXPECTED, 3000 + 10 + 200);
        }
        columns.remove("age");
        assertThat(MODEL.predictValues(Rows.ofColumns(columns))).containsExactly(1500 + 10 + 1100, 3000 + 10 + 200);
        columns.replaceAll((name, values) -> List.of());
        assertThat(MODEL.predictValues(Rows.ofColumns(columns))).isEmpty();
    }

    @Test
    void columnsThatDoNotFitAreNamed() {
        Map<String, Object> columns = new HashMap<>();
        columns.put("sqft", new double[] {1500, Double.NaN});
        columns.put("area", new String[] {"north", "west"});
        columns.put("pool", new boolean[] {true, false});
        InvalidInputException e =
                catchThrowableOfType(InvalidInputException.class, () -> MODEL.predictValues(Rows.ofColumns(columns)));
        assertThat(e.row()).isEqualTo(1);
        assertThat(e.violations()).extracting(Violation::column).containsExactly("sqft", "area");
        columns.put("pool", new boolean[] {true});
        assertThatThrownBy(() -> MODEL.predictValues(Rows.ofColumns(columns)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 'pool' has 1 values, column 'area' has 2");
        columns.put("pool", "true");
        assertThatThrownBy(() -> MODEL.predictValues(Rows.ofColumns(columns)))
                .hasMessageContaining("must be an array or a list");
        columns.put("pool", new boolean[] {true, true});
        columns.put("oops", new int[0]);
        assertThatThrownBy(() -> MODEL.predictValues(Rows.ofColumns(columns))).hasMessageContaining("\"oops\"");
    }
}
