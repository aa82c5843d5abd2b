package io.github.modelkeel.cli.card;

import io.github.modelkeel.cli.card.CardFacts.Decision;
import io.github.modelkeel.cli.card.CardFacts.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A card for people: what is known in tables, and what is not in a sentence. */
final class CardSections {
    private CardSections() {}

    /**
     * A part of a card.
     *
     * @param heading above it
     * @param note a sentence; empty for none
     * @param columns of the table; empty for no table
     * @param rows of the table
     */
    record Section(String heading, String note, List<String> columns, List<List<String>> rows) {
        static Section absent(String heading, String note) {
            return new Section(heading, note, List.of(), List.of());
        }

        static Section facts(String heading, String note, Map<String, String> facts) {
            return new Section(
                    heading,
                    note,
                    List.of("", ""),
                    facts.entrySet().stream()
                            .map(fact -> List.of(fact.getKey(), fact.getValue()))
                            .toList());
        }
    }

    static List<Section> of(CardFacts facts) {
        List<Section> sections = new ArrayList<>();
        sections.add(
                facts.flavor().isEmpty()
                        ? Section.absent("Model", "The files have no MLmodel that says what they are. " + facts.check())
                        : Section.facts("Model", facts.check(), facts.flavor()));
        signature(sections, facts);
        metrics(sections, facts);
        decisions(sections, facts.decisions());
        profile(sections, facts);
        lineage(sections, facts);
        files(sections, facts);
        return sections;
    }

    private static void signature(List<Section> sections, CardFacts facts) {
        if (facts.signature().isEmpty()) {
            sections.add(Section.absent("Signature", "The model declares no signature."));
            return;
        }
        CardFacts.Signature signature = facts.signature().get();
        sections.add(fields("Inputs", signature.inputs(), "The signature declares no inputs."));
        sections.add(fields("Outputs", signature.outputs(), "The signature declares no outputs."));
    }

    private static Section fields(String heading, List<Field> fields, String absent) {
        return fields.isEmpty()
                ? Section.absent(heading, absent)
                : new Section(
                        heading,
                        "",
                        List.of("Name", "Type", "Required"),
                        fields.stream()
                                .map(field -> List.of(field.name(), field.type(), field.required() ? "yes" : "no"))
                                .toList());
    }

    private static void metrics(List<Section> sections, CardFacts facts) {
        if (facts.run().isEmpty()) {
            sections.add(Section.absent("Metrics", "No run is known, so there are no metrics."));
            return;
        }
        CardFacts.Training run = facts.run().get();
        sections.add(
                run.metrics().isEmpty()
                        ? Section.absent("Metrics", "No metrics were logged.")
                        : new Section(
                                "Metrics",
                                "The latest value of each, of run " + run.id() + ".",
                                List.of("Metric", "Value"),
                                new TreeMap<>(run.metrics())
                                        .entrySet().stream()
                                                .map(metric ->
                                                        List.of(metric.getKey(), String.valueOf(metric.getValue())))
                                                .toList()));
        sections.add(
                run.params().isEmpty()
                        ? Section.absent("Parameters", "No parameters were logged.")
                        : Section.facts("Parameters", "", new TreeMap<>(run.params())));
    }

    private static void decisions(List<Section> sections, List<Decision> decisions) {
        if (decisions.isEmpty()) {
            sections.add(Section.absent("Decisions of gates", "No promotion of this version was recorded."));
        }
        for (Decision decision : decisions) {
            String note = "Promotion to " + decision.alias() + ": " + decision.outcome()
                    + (decision.time().isEmpty() ? "" : ", " + decision.time()) + "."
                    + (decision.gates().isEmpty() ? " No gates were asked." : "");
            sections.add(new Section(
                    "Decisions of gates",
                    note,
                    decision.gates().isEmpty() ? List.of() : List.of("Gate", "Outcome", "Reason"),
                    decision.gates().stream()
                            .map(gate -> List.of(gate.rule(), gate.outcome(), gate.reason()))
                            .toList()));
        }
    }

    private static void profile(List<Section> sections, CardFacts facts) {
        sections.add(facts.profile()
                .map(profile -> new Section(
                        "Training data",
                        "The profile for drift has " + profile.rows() + " rows.",
                        List.of("Column", "Missing"),
                        profile.columns().stream()
                                .map(column -> List.of(column.name(), column.missing()))
                                .toList()))
                .orElse(Section.absent("Training data", "No profile of the training data was logged.")));
    }

    private static void lineage(List<Section> sections, CardFacts facts) {
        sections.add(
                facts.lineage().isEmpty()
                        ? Section.absent("Lineage", "Nothing is known of where the model came from.")
                        : Section.facts("Lineage", "", facts.lineage()));
        List<CardFacts.DataSet> dataSets =
                facts.run().map(CardFacts.Training::dataSets).orElse(List.of());
        sections.add(
                dataSets.isEmpty()
                        ? Section.absent("Data sets", "No data sets were logged.")
                        : new Section(
                                "Data sets",
                                "",
                                List.of("Name", "Context", "Digest", "Source"),
                                dataSets.stream()
                                        .map(data -> List.of(data.name(), data.context(), data.digest(), data.source()))
                                        .toList()));
    }

    private static void files(List<Section> sections, CardFacts facts) {
        String note = facts.manifest().isEmpty()
                ? "No manifest is recorded for these files."
                : "SHA-256 of the manifest, with which the files were compared: " + facts.manifest() + ".";
        sections.add(new Section(
                "Files",
                note,
                List.of("File", "Bytes", "SHA-256"),
                facts.files().stream()
                        .map(file -> List.of(file.path(), String.valueOf(file.bytes()), file.sha256()))
                        .toList()));
    }

    static String title(CardFacts facts) {
        return facts.name() + (facts.version().isEmpty() ? "" : ", version " + facts.version());
    }

    static String description(CardFacts facts) {
        return facts.description().isEmpty() ? "No description was given." : facts.description();
    }
}
