package io.github.modelkeel.formats;

import io.github.modelkeel.formats.booster.Booster;
import io.github.modelkeel.formats.python.PythonFlavor;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The input columns of a booster: those of the signature, each read as the booster's feature of the same name or place. A column of
 * floating-point numbers may be missing in a row, as a NaN in Python; one of whole numbers or booleans may not, as in MLflow.
 */
final class InputColumns {
    static final String OUTPUT = "prediction";

    private final List<Column> columns;

    /** The columns in the order of the features. */
    private InputColumns(List<Column> columns) {
        this.columns = columns;
    }

    /** For a library that looks for its features by name. */
    static InputColumns byName(PythonFlavor flavor, List<String> names, int features) {
        requireCount(flavor, names, features);
        if (flavor.inputs().isEmpty() || names.isEmpty()) {
            return byPlace(flavor, names, features);
        }
        Map<String, PythonFlavor.Input> inputs = new HashMap<>();
        flavor.inputs().forEach(input -> inputs.put(input.name(), input));
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            PythonFlavor.Input input = inputs.remove(name);
            if (input == null) {
                throw refused("the signature lacks the feature '" + JsonIn.shorten(name) + "' of " + flavor.file());
            }
            columns.add(column(input));
        }
        if (!inputs.isEmpty()) {
            throw refused("the signature has the column '"
                    + JsonIn.shorten(inputs.keySet().iterator().next()) + "', which is no feature of " + flavor.file());
        }
        return new InputColumns(columns);
    }

    /** For a library that takes the signature's columns as they come. */
    static InputColumns byPlace(PythonFlavor flavor, List<String> names, int features) {
        requireCount(flavor, names, features);
        if (!flavor.inputs().isEmpty()) {
            if (flavor.inputs().size() != features) {
                throw refused("the signature has " + flavor.inputs().size() + " columns, " + flavor.file() + " has "
                        + features + " features");
            }
            return new InputColumns(
                    flavor.inputs().stream().map(InputColumns::column).toList());
        }
        List<String> known = names.isEmpty()
                ? IntStream.range(0, features).mapToObj(i -> "f" + i).toList()
                : names;
        return new InputColumns(
                known.stream().map(name -> Column.number(name).asOptional()).toList());
    }

    private static void requireCount(PythonFlavor flavor, List<String> names, int features) {
        if (features < 1 || features > Limits.MAX_COLUMNS) {
            throw new ModelRefusedException(
                    flavor.file() + " has " + features + " features; 1 to " + Limits.MAX_COLUMNS + " can be served");
        }
        if (!names.isEmpty() && names.size() != features) {
            throw new ModelRefusedException(
                    flavor.file() + " names " + names.size() + " of its " + features + " features");
        }
    }

    private static Column column(PythonFlavor.Input input) {
        Column column = switch (input.type()) {
            case "double", "float" -> Column.number(input.name()).asOptional();
            case "long", "integer" -> Column.number(input.name());
            case "boolean" -> Column.bool(input.name());
            default ->
                throw refused("the column '" + JsonIn.shorten(input.name()) + "' is of the type "
                        + JsonIn.shorten(input.type()) + ", which a booster cannot read as a number; encode it"
                        + " before training and log the encoded columns");
        };
        return input.required() ? column : column.asOptional();
    }

    private static ModelRefusedException refused(String what) {
        return new ModelRefusedException(MlModelFile.FILE + ": " + what);
    }

    ScoringModel model(Scorer scorer, Link link) {
        List<FittedPreprocessing.Chain> chains = columns.stream()
                .map(column -> new FittedPreprocessing.Chain(
                        column.name(), new FittedPreprocessing.Source.OfColumn(column.name()), List.of()))
                .toList();
        return ScoringModel.of(FittedPreprocessing.of(columns, chains), Column.number(OUTPUT), scorer, link);
    }

    ScoringModel model(Booster booster) {
        ScoringModel model = model(booster.trees(), booster.link()).withLinkScale(booster.linkScale());
        return booster.classes() == 0 ? model : model.withClasses(booster.classNames());
    }
}
