package io.github.modelkeel.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.github.modelkeel.cli.console.OutputFailure;
import io.github.modelkeel.model.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as JSON, one object a line, in UTF-8. Numbers are the shortest decimals that read back as the same double. Not
 * thread-safe.
 */
final class OutputRows implements AnswerWriter {
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the JDK's own is not the shortest before version 19
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    /** What an answer, or the error in its place, may have. */
    private static final Set<String> KEYS =
            Set.of("value", "values", "label", "labels", "probabilities", "scores", "error");

    private final JsonGenerator out;
    private final OutputStream stream;
    private final List<String> keep;
    private boolean first = true;

    OutputRows(OutputStream stream) throws IOException {
        this(stream, List.of());
    }

    /** With columns that are carried over, which come first; none of them may have the name of a key of the answers. */
    OutputRows(OutputStream stream, List<String> keep) throws IOException {
        for (String column : keep) {
            if (KEYS.contains(column)) {
                throw KeptColumns.twice(column);
            }
        }
        this.keep = keep;
        this.stream = stream;
        this.out = JSON.createGenerator(stream);
        out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    void write(Output answer) throws IOException {
        write(answer, List.of());
    }

    @Override
    public void write(Output answer, List<? extends @Nullable Object> kept) throws IOException {
        line(() -> {
            writeKept(kept);
            if (answer.hasLabel()) {
                out.writeStringField("label", answer.label());
                if (answer.hasProbabilities()) {
                    out.writeFieldName("probabilities");
                    writeProbabilities(answer.probabilities());
                }
            } else if (answer.hasTargets()) {
                writeTargets(answer.targets());
            } else if (answer.values().size() == 1) {
                out.writeNumberField("value", answer.value());
            } else {
                out.writeArrayFieldStart("values");
                for (double value : answer.values()) {
                    out.writeNumber(value);
                }
                out.writeEndArray();
            }
            writeScores(answer);
        });
    }

    private void writeScores(Output answer) throws IOException {
        if (answer.hasDecisionFunction() || answer.hasScoreSamples()) {
            out.writeObjectFieldStart("scores");
            if (answer.hasDecisionFunction()) {
                writeDecisionFunction(answer.decisionFunction());
            }
            if (answer.hasScoreSamples()) {
                out.writeNumberField("score_samples", answer.scoreSamples());
            }
            out.writeEndObject();
        }
    }

    /** One score as a number, several as an array. */
    private void writeDecisionFunction(List<Double> scores) throws IOException {
        if (scores.size() == 1) {
            out.writeNumberField("decision_function", scores.get(0));
        } else {
            out.writeArrayFieldStart("decision_function");
            for (double score : scores) {
                out.writeNumber(score);
            }
            out.writeEndArray();
        }
    }

    private void writeProbabilities(Map<String, Double> probabilities) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, Double> entry : probabilities.entrySet()) {
            out.writeNumberField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
    }

    private void writeTargets(List<Output.Target> targets) throws IOException {
        out.writeArrayFieldStart("labels");
        for (Output.Target target : targets) {
            out.writeString(target.label());
        }
        out.writeEndArray();
        if (!targets.get(0).probabilities().isEmpty()) {
            out.writeArrayFieldStart("probabilities");
            for (Output.Target target : targets) {
                writeProbabilities(target.probabilities());
            }
            out.writeEndArray();
        }
    }

    @Override
    public void writeError(String message, List<? extends @Nullable Object> kept) throws IOException {
        line(() -> {
            writeKept(kept);
            out.writeStringField("error", message);
        });
    }

    private void writeKept(List<? extends @Nullable Object> kept) throws IOException {
        for (int i = 0; i < kept.size(); i++) {
            out.writeFieldName(keep.get(i));
            writeScalar(kept.get(i));
        }
    }

    /** A value as it was in the input; NaN, which JSON does not have, is null as a missing one, and an infinity a text. */
    private void writeScalar(@Nullable Object value) throws IOException {
        if (value instanceof BigInteger whole) {
            out.writeNumber(whole);
        } else if (value instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value == null || value.equals(Double.NaN)) {
            out.writeNull();
        } else {
            out.writeString(value.toString());
        }
    }

    private interface Fields {
        void write() throws IOException;
    }

    private void line(Fields fields) throws IOException {
        try {
            out.writeStartObject();
            fields.write();
            out.writeEndObject();
            first = false;
        } catch (IOException e) {
            throw OutputFailure.of(e);
        }
    }

    /** Ends the last line and sends everything on. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
            if (!first) {
                stream.write('\n');
            }
            stream.flush();
        } catch (IOException e) {
            throw OutputFailure.of(e);
        }
    }
}
