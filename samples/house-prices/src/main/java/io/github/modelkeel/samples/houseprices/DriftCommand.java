package io.github.modelkeel.samples.houseprices;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares parts of the data and writes one HTML page a comparison. */
final class DriftCommand {
    private static final Path REPORTS = Path.of("modelkeel-data", "reports");

    private DriftCommand() {}

    /** The reports' absolute paths; the comparison that should find drift comes first. */
    static List<Path> run(Workspace workspace, Path folder, Console console) {
        List<Path> reports = new ArrayList<>();
        for (DriftCheck check : DriftCheck.of(workspace.features(), workspace.config())) {
            Path report = folder.resolve("drift-" + check.fileName() + ".html")
                    .toAbsolutePath()
                    .normalize();
            check.report().writeHtml(report);
            console.say("drift", "%s%n%s", check.question(), check.report().summary());
            reports.add(report);
        }
        return reports;
    }

    static Path folder(Settings settings) {
        return settings.path(Settings.Option.OUTPUT).orElse(REPORTS);
    }
}
