package io.github.modelkeel.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.formats.document.PreprocessingJson;
import io.github.modelkeel.formats.document.ScorerJson;
import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.formats.internal.JsonFault;
import io.github.modelkeel.formats.json.InvalidJsonException;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.JsonOut;
import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file {@code model.json}: the whole model as data. */
final class ModelJson {
    static final String FILE = "model.json";
    private static final Set<String> REQUIRED =
            Set.of("format_version", "signature", "preprocessing", "scorer", "link", "classes");

    private ModelJson() {}

    static byte[] write(ScoringModel model) throws IOException {
        return JsonOut.document(out -> {
            out.writeStartObject();
            out.writeNumberField("format_version", versionOf(model));
            out.writeObjectFieldStart("signature");
            PreprocessingJson.writeColumns(out, "inputs", model.signature().inputs());
            out.writeFieldName("output");
            PreprocessingJson.write(out, model.signature().output());
            out.writeStringField(
                    "unknown_columns",
                    FileNames.unknownColumns(model.signature().ignoresUnknownColumns()));
            out.writeEndObject();
            out.writeFieldName("preprocessing");
            PreprocessingJson.write(out, model.preprocessing());
            out.writeFieldName("scorer");
            ScorerJson.write(out, model.scorer());
            writeFunction(out, "decision_function", model.decisionFunction(), model.scorer());
            writeFunction(out, "score_samples", model.scoreSamples(), model.scorer());
            out.writeStringField("link", FileNames.of(model.link()));
            if (model.linkScale() != 1) {
                JsonOut.numberField(out, "link_scale", model.linkScale());
            }
            JsonOut.strings(out, "classes", model.classes());
            if (model.decisionRule() != DecisionRule.MOST_PROBABLE) {
                out.writeStringField("labels", FileNames.of(model.decisionRule()));
            }
            if (!model.targets().isEmpty()) {
                out.writeArrayFieldStart("targets");
                for (List<String> classes : model.targets()) {
                    out.writeArray(classes.toArray(String[]::new), 0, classes.size());
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        });
    }

    /** A score function; true for the model's own scorer, before the link. */
    private static void writeFunction(JsonGenerator out, String name, Optional<Scorer> function, Scorer scorer)
            throws IOException {
        if (function.isPresent()) {
            out.writeFieldName(name);
            ScorerJson.writeOrSame(out, function.get(), scorer);
        }
    }

    /** The first version whose reader knows every field and word. */
    private static int versionOf(ScoringModel model) {
        if (hasRanges(model)
                || CompiledPreprocessing.programOf(model.preprocessing()).isPresent()
                || model.decisionRule() != DecisionRule.MOST_PROBABLE
                || model.decisionFunction().isPresent()
                || model.scoreSamples().isPresent()
                || ScorerJson.isBeyondVersion2(model.scorer())) {
            return Limits.PROGRAM_VERSION;
        }
        return isExtended(model) ? Limits.EXTENDED_VERSION : Limits.FORMAT_VERSION;
    }

    private static boolean hasRanges(ScoringModel model) {
        return Stream.of(model.signature().inputs(), model.preprocessing().columns())
                .flatMap(List::stream)
                .anyMatch(column -> column.hasRange());
    }

    /** Whether a reader of version 1 would refuse the file for a field or word that it does not know. */
    private static boolean isExtended(ScoringModel model) {
        boolean known = model.link() == Link.IDENTITY || model.link() == Link.LOGISTIC || model.link() == Link.EXP;
        return !known || model.linkScale() != 1 || ScorerJson.isExtended(model.scorer());
    }

    static ScoringModel read(byte[] content) {
        Fields fields = new Fields();
        try (JsonIn in = new JsonIn(FILE, content)) {
            in.object(REQUIRED, name -> fields.read(name, in));
            in.end();
            return fields.model(in);
        } catch (IOException e) {
            throw new ModelRefusedException(FILE + " is broken: " + JsonFault.reason(e), e);
        } catch (InvalidJsonException e) {
            throw new ModelRefusedException(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ModelRefusedException(FILE + " describes no valid model: " + e.getMessage(), e);
        }
    }

    private static final class Fields {
        private boolean versionKnown;
        private @Nullable Signature signature;
        private @Nullable FittedPreprocessing preprocessing;
        private @Nullable Scorer scorer;
        private @Nullable Scorer decision;
        private @Nullable Scorer samples;
        private @Nullable Link link;
        private double linkScale = 1;
        private List<String> classes = List.of();
        private List<List<String>> targets = List.of();
        private DecisionRule labels = DecisionRule.MOST_PROBABLE;

        /** The version comes first, so that a newer file is refused for its version and not for what is new in it. */
        boolean read(String name, JsonIn in) throws IOException {
            if (name.equals("format_version")) {
                int version = in.integer();
                if (version < Limits.FORMAT_VERSION || version > Limits.PROGRAM_VERSION) {
                    throw in.bad("format_version " + version + " is unknown; this version of Modelkeel reads "
                            + Limits.FORMAT_VERSION + " to " + Limits.PROGRAM_VERSION);
                }
                versionKnown = true;
                return true;
            }
            if (!versionKnown) {
                throw in.bad("format_version must come first");
            }
            switch (name) {
                case "signature" -> signature = readSignature(in);
                case "preprocessing" -> preprocessing = PreprocessingJson.read(in);
                case "scorer" -> scorer = ScorerJson.read(in);
                case "decision_function" -> decision = ScorerJson.readOrSame(in, scorer);
                case "score_samples" -> samples = ScorerJson.readOrSame(in, scorer);
                case "link" -> link = in.constant(Link.values(), FileNames::of);
                case "link_scale" -> linkScale = in.number();
                case "classes" -> classes = in.list(Limits.MAX_CLASSES, in::string);
                case "targets" -> targets = in.list(Limits.MAX_CLASSES, () -> in.list(Limits.MAX_CLASSES, in::string));
                case "labels" -> labels = in.constant(DecisionRule.values(), FileNames::of);
                default -> {
                    return false;
                }
            }
            return true;
        }

        ScoringModel model(JsonIn in) {
            if (signature == null || preprocessing == null || scorer == null || link == null) {
                throw in.bad("the model is incomplete");
            }
            ScoringModelBuilder model = ScoringModelBuilder.of(signature, preprocessing, scorer, link)
                    .linkScale(linkScale)
                    .scoreFunctions(decision, samples);
            if (classes.size() == 1) {
                throw in.bad("a classifier needs two classes");
            }
            if (!targets.isEmpty() && classes.isEmpty()) {
                return model.targets(targets).build();
            }
            return (classes.isEmpty() ? model : model.classes(classes, labels)).build();
        }
    }

    private static Signature readSignature(JsonIn in) throws IOException {
        SignatureFields fields = new SignatureFields();
        in.object(Set.of("inputs", "output", "unknown_columns"), name -> fields.read(name, in));
        return fields.signature(in);
    }

    private static final class SignatureFields {
        private List<Column> inputs = List.of();
        private @Nullable Column output;
        private @Nullable Boolean ignoresUnknown;

        boolean read(String name, JsonIn in) throws IOException {
            switch (name) {
                case "inputs" -> inputs = PreprocessingJson.readColumns(in);
                case "output" -> output = PreprocessingJson.readColumn(in);
                case "unknown_columns" ->
                    ignoresUnknown = in.constant(new Boolean[] {false, true}, FileNames::unknownColumns);
                default -> {
                    return false;
                }
            }
            return true;
        }

        Signature signature(JsonIn in) {
            if (output == null || ignoresUnknown == null) {
                throw in.bad("the signature is incomplete");
            }
            return new Signature(inputs, output, ignoresUnknown);
        }
    }
}
