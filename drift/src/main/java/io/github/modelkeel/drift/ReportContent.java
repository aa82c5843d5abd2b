package io.github.modelkeel.drift;

import io.github.modelkeel.drift.report.ColumnData;
import io.github.modelkeel.drift.report.ReportData;
import io.github.modelkeel.drift.report.ScoreData;
import io.github.modelkeel.drift.report.TestData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the parts of a report to those who write it. */
final class ReportContent {
    private ReportContent() {}

    static ReportData.Change of(SchemaChange change) {
        return new ReportData.Change(
                change.column(),
                ReportNames.of(change.kind()),
                upperCase(change.reference()),
                upperCase(change.current()),
                change.message());
    }

    private static @Nullable String upperCase(@Nullable ColumnType type) {
        return type == null ? null : type.type().upperCase();
    }

    static List<ReportData.Issue> of(List<DataQualityIssue> issues) {
        return issues.stream()
                .map(issue -> new ReportData.Issue(issue.column(), ReportNames.of(issue.kind()), issue.message()))
                .toList();
    }

    static ColumnData of(ColumnDrift column) {
        ColumnResult result = column.result();
        String kind = "scored";
        String noResult = null;
        ScoreData score = null;
        if (result instanceof ColumnResult.Scored scored) {
            score = score(scored);
        } else if (result instanceof ColumnResult.NotApplicable none) {
            kind = "not_applicable";
            noResult = none.reason();
        } else if (result instanceof ColumnResult.Failed failed) {
            kind = "failed";
            noResult = failed.reason();
        }
        return new ColumnData(
                column.name(),
                column.type().type(),
                column.state().state(),
                ReportNames.of(column.state()),
                column.reason(),
                column.excess(),
                column.adjustedPValue(),
                column.smallestDetectableChange(),
                counts(column.reference()),
                counts(column.current()),
                column.missingPValue(),
                column.outOfRangeShare(),
                column.unseenShare(),
                of(column.issues()),
                kind,
                noResult,
                score,
                column.detail());
    }

    private static ColumnData.Counts counts(ColumnDrift.Counts counts) {
        return new ColumnData.Counts(
                counts.rows(),
                counts.missing(),
                counts.positiveInfinite(),
                counts.negativeInfinite(),
                counts.invalid(),
                counts.missingRate());
    }

    private static ScoreData score(ColumnResult.Scored scored) {
        ColumnResult.Score score = scored.score();
        return new ScoreData(
                score.psi(),
                score.threshold(),
                score.noiseFloor(),
                score.excess(),
                score.pValue(),
                test(scored.test()),
                scored.nReference(),
                scored.nCurrent(),
                scored.bins().stream()
                        .map(bin -> new ScoreData.Bin(
                                bin.label(), bin.referenceCount(), bin.currentCount(), bin.contribution()))
                        .toList());
    }

    private static TestData test(DriftTest test) {
        String name = test.name();
        double statistic = test.statistic();
        double p = test.pValue();
        double adjusted = test.adjustedPValue();
        if (test instanceof DriftTest.KolmogorovSmirnovTest ks) {
            return of(ks);
        }
        if (test instanceof DriftTest.ChiSquareTest chi) {
            return new TestData.Chi(name, statistic, p, adjusted, chi.dof(), chi.cramersV(), chi.exact());
        }
        return new TestData.Evidently(name, statistic, p, adjusted, ((DriftTest.EvidentlyTest) test).threshold());
    }

    static TestData.Ks of(DriftTest.KolmogorovSmirnovTest ks) {
        return new TestData.Ks(
                ks.name(),
                ks.statistic(),
                ks.pValue(),
                ks.adjustedPValue(),
                ks.location(),
                ks.sign(),
                ks.limitPValue(),
                ks.exact());
    }
}
