package io.github.modelkeel.drift;

import io.github.modelkeel.drift.report.ReportData;
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
}
