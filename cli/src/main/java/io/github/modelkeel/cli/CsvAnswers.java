package io.github.modelkeel.cli;

import com.fasterxml.jackson.core.io.NumberOutput;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.modelkeel.cli.console.OutputFailure;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as CSV with a header, in UTF-8: the columns that are carried over, then {@code value} or {@code value_0} and so on of a
 * regression, {@code label} and {@code probability_CLASS} of a classifier, {@code label_0}, {@code probability_0_CLASS} and so on of one
 * with several targets, {@code decision_function} (numbered if there are several) and {@code score_samples}, and {@code error} when rows that do not fit are reported. Numbers are the shortest decimals that read back as the
 * same double. Not thread-safe.
 */
final class CsvAnswers implements AnswerWriter {
    private final OutputStream stream;
    private final CsvWriter out;
    private final int keptColumns;
    private final int answerColumns;
    private final boolean errors;

    CsvAnswers(ScoringModel model, OutputStream stream, Layout layout) throws IOException {
        this.stream = stream;
        this.errors = layout.errors;
        this.out = CsvWriter.builder()
                .fieldSeparator(layout.delimiter)
                .lineDelimiter(LineDelimiter.LF)
                .build(stream, StandardCharsets.UTF_8);
        List<String> answers = columns(model, layout.scores);
        this.keptColumns = layout.keep.size();
        this.answerColumns = answers.size();
        List<String> header = new ArrayList<>(layout.keep);
        header.addAll(answers);
        if (errors) {
            header.add("error");
        }
        requireDistinct(header);
        record(header);
    }

    /**
     * What the file looks like.
     *
     * @param delimiter between fields
     * @param keep the columns that are carried over
     * @param scores whether there are columns for the scores
     * @param errors whether there is a column for what is wrong
     */
    record Layout(char delimiter, List<String> keep, boolean scores, boolean errors) {}

    private static void requireDistinct(List<String> header) {
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!seen.add(name)) {
                throw KeptColumns.twice(name);
            }
        }
    }

    private static List<String> columns(ScoringModel model, boolean scores) {
        List<String> names = new ArrayList<>();
        if (!model.targets().isEmpty()) {
            for (int target = 0; target < model.targets().size(); target++) {
                names.add("label_" + target);
            }
            if (model.hasProbabilities()) {
                for (int target = 0; target < model.targets().size(); target++) {
                    for (String label : model.targets().get(target)) {
                        names.add("probability_" + target + "_" + label);
                    }
                }
            }
        } else if (!model.classes().isEmpty()) {
            names.add("label");
            if (model.hasProbabilities()) {
                model.classes().forEach(label -> names.add("probability_" + label));
            }
        } else {
            addNumbered(names, "value", model.outputCount());
        }
        model.decisionFunction()
                .filter(scorer -> scores)
                .ifPresent(scorer -> addNumbered(names, "decision_function", scorer.outputs()));
        model.scoreSamples().filter(scorer -> scores).ifPresent(scorer -> names.add("score_samples"));
        return names;
    }

    private static void addNumbered(List<String> names, String name, int count) {
        for (int i = 0; i < count; i++) {
            names.add(count == 1 ? name : name + "_" + i);
        }
    }

    @Override
    public void write(Output answer, List<? extends @Nullable Object> kept) throws IOException {
        List<String> fields = texts(kept);
        if (answer.hasLabel()) {
            fields.add(answer.label());
            if (answer.hasProbabilities()) {
                answer.classProbabilities().forEach(value -> fields.add(number(value)));
            }
        } else if (answer.hasTargets()) {
            answer.targets().forEach(target -> fields.add(target.label()));
            answer.targets()
                    .forEach(target -> target.probabilities().values().forEach(value -> fields.add(number(value))));
        } else {
            answer.values().forEach(value -> fields.add(number(value)));
        }
        if (answer.hasDecisionFunction()) {
            answer.decisionFunction().forEach(value -> fields.add(number(value)));
        }
        if (answer.hasScoreSamples()) {
            fields.add(number(answer.scoreSamples()));
        }
        if (fields.size() != keptColumns + answerColumns) {
            throw new IllegalStateException(
                    "an answer of " + fields.size() + " fields for a header of " + (keptColumns + answerColumns));
        }
        if (errors) {
            fields.add("");
        }
        record(fields);
    }

    /** A missing value is an empty field. */
    private static List<String> texts(List<? extends @Nullable Object> kept) {
        List<String> fields = new ArrayList<>();
        for (Object value : kept) {
            fields.add(value == null ? "" : value.toString());
        }
        return fields;
    }

    private static String number(double value) {
        return NumberOutput.toString(value, true);
    }

    @Override
    public void writeError(String message, List<? extends @Nullable Object> kept) throws IOException {
        List<String> fields = texts(kept);
        for (int i = 0; i < answerColumns; i++) {
            fields.add("");
        }
        fields.add(message);
        record(fields);
    }

    private void record(List<String> fields) throws IOException {
        try {
            out.writeRecord(fields);
        } catch (UncheckedIOException e) {
            throw OutputFailure.of(e.getCause() == null ? new IOException(e) : e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.flush();
            stream.flush();
        } catch (IOException e) {
            throw OutputFailure.of(e);
        }
    }
}
