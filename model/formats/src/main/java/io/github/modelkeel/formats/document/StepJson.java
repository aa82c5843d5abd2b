package io.github.modelkeel.formats.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.JsonOut;
import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.model.preprocessing.Step;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A preprocessing step in JSON: an object with its kind and its numbers. */
final class StepJson {
    private StepJson() {}

    static void write(JsonGenerator out, Step step) throws IOException {
        out.writeStartObject();
        if (step instanceof Step.FillNumber fill) {
            out.writeStringField("kind", "fill_number");
            JsonOut.numberField(out, "value", fill.value());
        } else if (step instanceof Step.FillText fill) {
            out.writeStringField("kind", "fill_text");
            out.writeStringField("text", fill.value());
        } else if (step instanceof Step.Log) {
            out.writeStringField("kind", "log");
        } else if (step instanceof Step.Log1p) {
            out.writeStringField("kind", "log1p");
        } else if (step instanceof Step.Clip clip) {
            out.writeStringField("kind", "clip");
            JsonOut.numberField(out, "low", clip.low());
            JsonOut.numberField(out, "high", clip.high());
        } else if (step instanceof Step.Standardize standardize) {
            out.writeStringField("kind", "standardize");
            JsonOut.numberField(out, "mean", standardize.mean());
            JsonOut.numberField(out, "scale", standardize.scale());
        } else if (step instanceof Step.MinMax minMax) {
            out.writeStringField("kind", "min_max");
            JsonOut.numberField(out, "scale", minMax.scale());
            JsonOut.numberField(out, "offset", minMax.offset());
        } else {
            writeEncoding(out, step);
        }
        out.writeEndObject();
    }

    private static void writeEncoding(JsonGenerator out, Step step) throws IOException {
        if (step instanceof Step.Bucket bucket) {
            out.writeStringField("kind", "bucket");
            out.writeBooleanField("one_hot", bucket.oneHot());
            out.writeArrayFieldStart("edges");
            for (double edge : bucket.edges()) {
                JsonOut.number(out, edge);
            }
            out.writeEndArray();
        } else if (step instanceof Step.OneHot oneHot) {
            out.writeStringField("kind", "one_hot");
            out.writeStringField("unseen", FileNames.of(oneHot.unseen()));
            out.writeStringField("fallback", oneHot.fallback());
            JsonOut.strings(out, "categories", oneHot.categories());
        }
    }

    static Step read(JsonIn in) throws IOException {
        Fields fields = new Fields();
        in.object(Set.of("kind"), name -> fields.read(name, in));
        return fields.step(in);
    }

    /** The fields of all kinds of steps; a step takes those of its own kind and refuses others. */
    private static final class Fields {
        private @Nullable String kind;
        private @Nullable Double value;
        private @Nullable String text;
        private @Nullable Double low;
        private @Nullable Double high;
        private @Nullable Double mean;
        private @Nullable Double scale;
        private @Nullable Double offset;
        private @Nullable Boolean oneHot;
        private double @Nullable [] edges;
        private Step.@Nullable Unseen unseen;
        private @Nullable String fallback;
        private @Nullable List<String> categories;

        boolean read(String name, JsonIn in) throws IOException {
            switch (name) {
                case "kind" -> kind = in.string();
                case "value" -> value = in.number();
                case "text" -> text = in.string();
                case "low" -> low = in.number();
                case "high" -> high = in.number();
                case "mean" -> mean = in.number();
                case "scale" -> scale = in.number();
                case "offset" -> offset = in.number();
                case "one_hot" -> oneHot = in.bool();
                case "edges" -> edges = in.numbers(Limits.MAX_CATEGORIES);
                case "unseen" -> unseen = in.constant(Step.Unseen.values(), FileNames::of);
                case "fallback" -> fallback = in.stringOrNull();
                case "categories" -> categories = in.list(Limits.MAX_CATEGORIES, in::string);
                default -> {
                    return false;
                }
            }
            return true;
        }

        Step step(JsonIn in) {
            String name = need(kind, "kind", in);
            return switch (name) {
                case "fill_number" -> new Step.FillNumber(need(value, "value", in));
                case "fill_text" -> new Step.FillText(need(text, "text", in));
                case "log" -> new Step.Log();
                case "log1p" -> new Step.Log1p();
                case "clip" -> new Step.Clip(need(low, "low", in), need(high, "high", in));
                case "standardize" -> new Step.Standardize(need(mean, "mean", in), need(scale, "scale", in));
                case "min_max" -> new Step.MinMax(need(scale, "scale", in), need(offset, "offset", in));
                case "bucket" -> bucket(in);
                case "one_hot" ->
                    new Step.OneHot(need(categories, "categories", in), need(unseen, "unseen", in), fallback);
                default -> throw in.bad("unknown step \"" + JsonIn.shorten(name) + '"');
            };
        }

        private Step bucket(JsonIn in) {
            List<Double> numbers =
                    Arrays.stream(need(edges, "edges", in)).boxed().toList();
            return new Step.Bucket(numbers, need(oneHot, "one_hot", in));
        }

        private static <T> T need(@Nullable T field, String name, JsonIn in) {
            if (field == null) {
                throw in.bad("a step lacks \"" + name + '"');
            }
            return field;
        }
    }
}
