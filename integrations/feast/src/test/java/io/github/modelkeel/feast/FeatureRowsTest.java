package io.github.modelkeel.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureRowsTest {
    @Test
    void rowsAreMergedInOrder() {
        FeatureRows rows = FeatureRows.of(List.of(Map.of("income", 1), Map.of("income", 2)));
        assertThat(rows.merge(List.of(Map.of("amount", 10), Map.of("amount", 20))))
                .containsExactly(Map.of("income", 1, "amount", 10), Map.of("income", 2, "amount", 20));
        assertThat(FeatureRows.of(List.of()).merge(List.of())).isEmpty();
    }

    @Test
    void aColumnOfBothAndOtherNumbersOfRowsAreRefused() {
        FeatureRows rows = FeatureRows.of(List.of(Map.of("income", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.merge(List.of(Map.of("income", 1))))
                .withMessage(
                        "the column 'income' is a feature of the store and in the request too; leave it out of one of them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.merge(List.of()))
                .withMessage("there are 1 rows of features, but 0 of the request");
    }

    @Test
    void nothingThatWasGivenOrTakenChangesThem() {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("income", null);
        List<Map<String, @Nullable Object>> given = new ArrayList<>(List.of(row));
        FeatureRows rows = FeatureRows.instead(given, new IllegalStateException("down"));
        row.put("income", 1);
        given.clear();
        assertThat(rows.rows().get(0)).containsEntry("income", null);
        assertThat(rows.failure()).hasValueSatisfying(e -> assertThat(e).hasMessage("down"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> rows.rows().get(0).put("income", 2));
    }
}
