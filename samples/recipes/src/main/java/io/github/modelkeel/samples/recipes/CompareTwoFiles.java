package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import java.io.IOException;
import java.nio.file.Path;

/** Compares two CSV files, and writes a page about it. */
public final class CompareTwoFiles {
    private CompareTwoFiles() {}

    public static void main(String[] args) throws IOException {
        Path lastMonth = Houses.csv("last-month.csv", 2_000, 1, 1);
        Path today = Houses.csv("today.csv", 2_000, 2, 1.8);
        Path page = today.resolveSibling("drift.html");
        // region drift
        Profile reference = Profile.ofCsv(lastMonth);
        Profile current = Profile.ofCsv(today);
        DriftReport report = Drift.compare(reference, current);

        report.writeHtml(page);
        for (ColumnDrift column : report.columns()) {
            System.out.println(column.name() + " " + column.state() + ": " + column.reason());
        }
        if (report.failed()) { // drifted, or nothing could be judged
            System.out.println(report.summary());
        }
        // endregion
        System.out.println("page: " + page);
    }
}
