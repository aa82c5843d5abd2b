package io.github.modelkeel.formats.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.JsonOut;
import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.FittedPreprocessing.ZeroDivision;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source;
import io.github.modelkeel.model.preprocessing.Step;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Columns and fitted preprocessing in JSON. */
public final class PreprocessingJson {
    private PreprocessingJson() {}

    public static void write(JsonGenerator out, FittedPreprocessing preprocessing) throws IOException {
        out.writeStartObject();
        writeColumns(out, "columns", preprocessing.columns());
        if (CompiledPreprocessing.programOf(preprocessing).isPresent()) {
            JsonOut.strings(out, "feature_names", preprocessing.featureNames());
            out.writeFieldName("program");
            ScorerJson.PROGRAMS.write(
                    out, CompiledPreprocessing.programOf(preprocessing).get());
        } else {
            out.writeArrayFieldStart("chains");
            for (Chain chain : CompiledPreprocessing.chainsOf(preprocessing)) {
                write(out, chain);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    public static void writeColumns(JsonGenerator out, String name, List<Column> columns) throws IOException {
        out.writeArrayFieldStart(name);
        for (Column column : columns) {
            write(out, column);
        }
        out.writeEndArray();
    }

    public static void write(JsonGenerator out, Column column) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", column.name());
        out.writeStringField("type", FileNames.of(column.type()));
        out.writeBooleanField("required", column.required());
        out.writeBooleanField("missing_seen", column.missingSeen());
        if (column.defaultValue() != null) {
            out.writeFieldName("default");
            JsonOut.scalar(out, column.defaultValue());
        }
        if (column.hasRange()) {
            JsonOut.numberField(out, "min", column.min());
            JsonOut.numberField(out, "max", column.max());
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Chain chain) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", chain.name());
        if (chain.source() instanceof Source.Ratio ratio) {
            out.writeStringField("numerator", ratio.numerator());
            out.writeStringField("denominator", ratio.denominator());
            out.writeStringField("zero_division", FileNames.of(ratio.zeroDivision()));
        } else if (chain.source() instanceof Source.OfColumn of) {
            out.writeStringField("column", of.column());
        }
        out.writeArrayFieldStart("steps");
        for (Step step : chain.steps()) {
            StepJson.write(out, step);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    public static FittedPreprocessing read(JsonIn in) throws IOException {
        PreprocessingFields fields = new PreprocessingFields();
        in.object(Set.of("columns"), name -> fields.read(name, in));
        return fields.preprocessing(in);
    }

    public static List<Column> readColumns(JsonIn in) throws IOException {
        return in.list(Limits.MAX_COLUMNS, () -> readColumn(in));
    }

    public static Column readColumn(JsonIn in) throws IOException {
        ColumnFields fields = new ColumnFields();
        in.object(Set.of("name", "type", "required", "missing_seen"), name -> fields.read(name, in));
        return fields.column(in);
    }

    private static Chain readChain(JsonIn in) throws IOException {
        ChainFields fields = new ChainFields();
        in.object(Set.of("name", "steps"), name -> fields.read(name, in));
        return new Chain(fields.name, fields.source(in), fields.steps);
    }

    private static final class PreprocessingFields {
        private List<Column> columns = List.of();
        private @Nullable List<Chain> chains;
        private @Nullable List<String> featureNames;
        private @Nullable Program program;

        boolean read(String name, JsonIn in) throws IOException {
            switch (name) {
                case "columns" -> columns = readColumns(in);
                case "chains" -> chains = in.list(Limits.MAX_CHAINS, () -> readChain(in));
                case "feature_names" -> featureNames = in.list(Limits.MAX_FEATURES, in::string);
                case "program" -> program = ScorerJson.PROGRAMS.read(in);
                default -> {
                    return false;
                }
            }
            return true;
        }

        FittedPreprocessing preprocessing(JsonIn in) {
            if (chains != null && program == null && featureNames == null) {
                return CompiledPreprocessing.of(columns, chains);
            }
            if (chains == null && program != null && featureNames != null) {
                return CompiledPreprocessing.of(columns, program, featureNames);
            }
            throw in.bad("the preprocessing needs chains, or a program and feature_names");
        }
    }

    private static final class ColumnFields {
        private String name = "";
        private ColumnType type = ColumnType.NUMBER;
        private boolean required;
        private boolean missingSeen;
        private @Nullable Object defaultValue;
        private @Nullable Double min;
        private @Nullable Double max;

        boolean read(String field, JsonIn in) throws IOException {
            switch (field) {
                case "name" -> name = in.string();
                case "type" -> type = in.constant(ColumnType.values(), FileNames::of);
                case "required" -> required = in.bool();
                case "missing_seen" -> missingSeen = in.bool();
                case "default" -> defaultValue = in.scalar();
                case "min" -> min = in.number();
                case "max" -> max = in.number();
                default -> {
                    return false;
                }
            }
            return true;
        }

        Column column(JsonIn in) {
            if ((min == null) != (max == null)) {
                throw in.bad("a column has both min and max, or neither");
            }
            Column column = new Column(name, type, required, missingSeen, defaultValue);
            return min == null || max == null ? column : column.withRange(min, max);
        }
    }

    private static final class ChainFields {
        private String name = "";
        private List<Step> steps = List.of();
        private @Nullable String column;
        private @Nullable String numerator;
        private @Nullable String denominator;
        private @Nullable ZeroDivision zeroDivision;

        boolean read(String field, JsonIn in) throws IOException {
            switch (field) {
                case "name" -> name = in.string();
                case "column" -> column = in.string();
                case "numerator" -> numerator = in.string();
                case "denominator" -> denominator = in.string();
                case "zero_division" -> zeroDivision = in.constant(ZeroDivision.values(), FileNames::of);
                case "steps" -> steps = in.list(Limits.MAX_STEPS, () -> StepJson.read(in));
                default -> {
                    return false;
                }
            }
            return true;
        }

        Source source(JsonIn in) {
            if (column != null && numerator == null && denominator == null && zeroDivision == null) {
                return new Source.OfColumn(column);
            }
            if (column == null && numerator != null && denominator != null && zeroDivision != null) {
                return new Source.Ratio(numerator, denominator, zeroDivision);
            }
            throw in.bad("a chain needs a column, or a numerator, a denominator and a zero_division");
        }
    }
}
