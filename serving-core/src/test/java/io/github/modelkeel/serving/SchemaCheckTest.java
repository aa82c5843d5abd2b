package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.classifier;
import static io.github.modelkeel.serving.TestModels.withColumns;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.serving.version.SchemaCheck;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
    private static final Column A = Column.number("a");
    private static final Column B = Column.number("b");

    @Test
    void theSameColumnsInAnotherOrderBreakNothing() {
        assertThat(SchemaCheck.breaks(withColumns(A, B), withColumns(B, A))).isEmpty();
    }

    @Test
    void aNewRequiredColumnBreaksCallers() {
        assertThat(SchemaCheck.breaks(withColumns(A), withColumns(A, B)))
                .containsExactly("it needs the new column 'b' (make it optional, or give it a default)");
    }

    @Test
    void aNewOptionalColumnBreaksNothing() {
        assertThat(SchemaCheck.breaks(withColumns(A), withColumns(A, B.withDefault(1))))
                .isEmpty();
    }

    @Test
    void aColumnThatBecomesRequiredBreaksCallers() {
        assertThat(SchemaCheck.breaks(withColumns(A.withDefault(1)), withColumns(A)))
                .containsExactly("column 'a' is required and was optional");
    }

    @Test
    void aColumnThatBecomesOptionalBreaksNothing() {
        assertThat(SchemaCheck.breaks(withColumns(A), withColumns(A.withDefault(1))))
                .isEmpty();
    }

    @Test
    void anotherTypeBreaksCallers() {
        assertThat(SchemaCheck.breaks(withColumns(A), withColumns(Column.bool("a"))))
                .containsExactly("column 'a' is boolean and was number");
    }

    @Test
    void aColumnThatGoesBreaksCallersUnlessUnknownColumnsAreIgnored() {
        ScoringModel both = withColumns(A, B);
        assertThat(SchemaCheck.breaks(both, withColumns(A)))
                .containsExactly("it refuses column 'b', which callers send (let it ignore unknown columns)");
        assertThat(SchemaCheck.breaks(
                        both,
                        ScoringModelBuilder.from(withColumns(A))
                                .ignoreUnknownColumns()
                                .build()))
                .isEmpty();
    }

    @Test
    void refusingUnknownColumnsThatWereIgnoredBreaksCallers() {
        assertThat(SchemaCheck.breaks(
                        ScoringModelBuilder.from(withColumns(A))
                                .ignoreUnknownColumns()
                                .build(),
                        withColumns(A)))
                .containsExactly("it refuses unknown columns, which were ignored");
    }

    @Test
    void otherClassesOrNoneBreakCallers() {
        ScoringModel churn = classifier("stays", "leaves");
        assertThat(SchemaCheck.breaks(churn, classifier("stays", "leaves"))).isEmpty();
        assertThat(SchemaCheck.breaks(churn, classifier("leaves", "stays")))
                .containsExactly("its classes are [leaves, stays] and were [stays, leaves]");
        assertThat(SchemaCheck.breaks(churn, withColumns(Column.number("x"))))
                .containsExactly("its classes are [] and were [stays, leaves]");
    }
}
