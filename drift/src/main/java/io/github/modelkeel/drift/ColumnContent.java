package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.decision.ColumnVerdict;
import io.github.modelkeel.drift.decision.Decision;
import io.github.modelkeel.drift.decision.Quality;
import io.github.modelkeel.drift.report.ColumnData;
import io.github.modelkeel.drift.report.ScoreData;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a report says of a column that was measured and decided. */
final class ColumnContent {
    private ColumnContent() {}

    static ColumnData of(
            ColumnPair pair, Measurement measurement, Decision.Column decided, List<DataQualityIssue> issues) {
        Measurement.NoScore none = measurement.noScore();
        Quality quality = measurement.quality();
        ColumnVerdict verdict = decided.verdict();
        return new ColumnData(
                pair.name(),
                pair.type(),
                verdict.state(),
                ReportNames.of(DriftState.of(verdict.state())),
                verdict.reason(),
                verdict.excess(),
                verdict.pValue(),
                decided.smallestChange(),
                counts(pair.reference()),
                counts(pair.current()),
                quality.missingPValue(),
                share(quality.outOfRange()),
                share(quality.unseen()),
                ReportContent.of(issues),
                none == null ? "scored" : none.kind(),
                none == null ? null : none.reason(),
                score(measurement, decided.adjusted()),
                measurement.detail(),
                measurement.parts().stream()
                        .map(part -> part(part, decided.adjusted()))
                        .toList());
    }

    private static ColumnData.Part part(Measurement.Part part, double[] adjusted) {
        Measurement measured = part.measurement();
        Measurement.NoScore none = measured.noScore();
        ScoreData score = measured.score();
        return new ColumnData.Part(
                part.name(),
                none == null ? null : none.reason(),
                score == null || adjusted.length == 0
                        ? score
                        : score.with(score.test().adjusted(adjusted[part.place()])),
                measured.detail());
    }

    private static @Nullable ScoreData score(Measurement measurement, double[] adjusted) {
        ScoreData score = measurement.score();
        return score == null || adjusted.length == 0
                ? score
                : score.with(score.test().adjusted(adjusted[0]));
    }

    private static OptionalDouble share(Quality.Rate rate) {
        return rate.total() == 0 ? OptionalDouble.empty() : OptionalDouble.of(rate.share());
    }

    private static ColumnData.Counts counts(ProfileColumn column) {
        long positive = column.positiveInfinite();
        return new ColumnData.Counts(
                column.rows(), column.missing(), positive, column.infinite() - positive, column.invalid());
    }
}
