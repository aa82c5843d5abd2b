package io.github.modelkeel.cli;

import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An inspection for people. Not thread-safe. */
final class InspectionText {
    private static final int LINES_SHOWN = 60;
    private static final int CATEGORIES_SHOWN = 8;

    private final Inspection inspection;
    private final List<String> lines = new ArrayList<>();

    InspectionText(Inspection inspection) {
        this.inspection = inspection;
    }

    List<String> lines() {
        ScoringModel model = inspection.model();
        field("model", inspection.address());
        inspection.version().ifPresent(version -> field("version", version.label()));
        field("files", inspection.directory().toString());
        field("flavor", origin());
        field("kind", inspection.kind() + (model.classes().isEmpty() ? "" : " of " + shown(model.classes())));
        if (!model.targets().isEmpty()) {
            section(
                    "targets",
                    model.targets().stream().map(InspectionText::shown).toList());
        }
        field("outputs", String.valueOf(model.outputCount()));
        field("features", String.valueOf(model.scorer().featureCount()));
        field("scorer", scorer());
        field("link", FileNames.of(model.link()));
        int stored = inspection.storedPredictions();
        field("verified", stored == 0 ? "no stored predictions" : stored + " stored predictions, bit for bit");
        Map<String, List<String>> categories = model.categories();
        section(
                "columns",
                model.signature().inputs().stream()
                        .map(column -> column(column, categories))
                        .toList());
        section("steps", model.steps());
        return lines;
    }

    private String origin() {
        String flavor = inspection.origin().flavor();
        String text = flavor.isEmpty() ? "none (two files)" : flavor;
        text += inspection.origin().libraryVersion().isEmpty()
                ? ""
                : " " + inspection.origin().libraryVersion();
        text += inspection.origin().file().isEmpty()
                ? ""
                : ", file " + inspection.origin().file();
        return text
                + (inspection.origin().modelClass().isEmpty()
                        ? ""
                        : ", class " + inspection.origin().modelClass());
    }

    private String scorer() {
        return inspection
                .trees()
                .map(trees -> trees.count() + " trees, " + trees.nodes() + " nodes, depth " + trees.depth())
                .orElse(inspection.scorerKind());
    }

    private static String column(Column column, Map<String, List<String>> categories) {
        String text =
                column.name() + ": " + FileNames.of(column.type()) + (column.required() ? ", required" : ", optional");
        if (column.defaultValue() != null) {
            text += ", default " + column.defaultValue();
        }
        if (column.hasRange()) {
            text += ", " + column.min() + " to " + column.max();
        }
        List<String> known = categories.get(column.name());
        return known == null ? text : text + ", one of " + shown(known);
    }

    private static String shown(List<String> names) {
        String some = names.stream().limit(CATEGORIES_SHOWN).collect(Collectors.joining(", "));
        int more = names.size() - CATEGORIES_SHOWN;
        return more > 0 ? some + " and " + more + " more" : some;
    }

    private void field(String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-9s %s", name, value));
    }

    private void section(String name, List<String> entries) {
        field(name, String.valueOf(entries.size()));
        entries.stream().limit(LINES_SHOWN).map(entry -> "  " + entry).forEach(lines::add);
        if (entries.size() > LINES_SHOWN) {
            lines.add("  and " + (entries.size() - LINES_SHOWN) + " more, see --json");
        }
    }
}
