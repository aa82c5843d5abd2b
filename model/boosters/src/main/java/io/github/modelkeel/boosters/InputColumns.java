package io.github.modelkeel.boosters;

import io.github.modelkeel.boosters.model.Booster;
import io.github.modelkeel.boosters.model.FeatureCategories;
import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The input columns of a booster: those of the signature, each read as the booster's feature of the same name or place. A column of
 * floating-point numbers may be missing in a row, as a NaN in Python; one of whole numbers or booleans may not, as in MLflow. Of a feature
 * whose categories the booster knows, the column holds these categories and may be missing.
 */
final class InputColumns {
    /** As many as a saved model may have. */
    private static final int MAX_COLUMNS = 10_000;

    private static final int MAX_SHOWN = 40;

    private static final String OUTPUT = "prediction";

    /** The type of a column of which no signature says anything. */
    private static final String UNKNOWN = "";

    private static final Map<String, ColumnType> TYPES = Map.of(
            "double", ColumnType.NUMBER,
            "float", ColumnType.NUMBER,
            "long", ColumnType.NUMBER,
            "integer", ColumnType.NUMBER,
            "boolean", ColumnType.BOOLEAN,
            "string", ColumnType.TEXT);

    private final String file;
    private final List<ModelFlavor.Input> inputs;

    /** The columns in the order of the features. */
    private InputColumns(ModelFlavor flavor, List<ModelFlavor.Input> inputs) {
        this.file = flavor.file();
        this.inputs = List.copyOf(inputs);
    }

    /** Which of the columns are texts, when there is a signature. */
    static Optional<BitSet> texts(ModelFlavor flavor) {
        if (flavor.inputs().isEmpty()) {
            return Optional.empty();
        }
        BitSet texts = new BitSet();
        for (int i = 0; i < flavor.inputs().size(); i++) {
            texts.set(i, TYPES.get(flavor.inputs().get(i).type()) == ColumnType.TEXT);
        }
        return Optional.of(texts);
    }

    /** For a library that looks for its features by name. */
    static InputColumns byName(ModelFlavor flavor, List<String> names, int features) {
        requireCount(flavor, names, features);
        if (flavor.inputs().isEmpty() || names.isEmpty()) {
            return byPlace(flavor, names, features);
        }
        Map<String, ModelFlavor.Input> inputs = new HashMap<>();
        flavor.inputs().forEach(input -> inputs.put(input.name(), input));
        List<ModelFlavor.Input> columns = new ArrayList<>();
        for (String name : names) {
            ModelFlavor.Input input = inputs.remove(name);
            if (input == null) {
                throw refused("the signature lacks the feature '" + shorten(name) + "' of " + flavor.file());
            }
            columns.add(input);
        }
        if (!inputs.isEmpty()) {
            throw refused("the signature has the column '"
                    + shorten(inputs.keySet().iterator().next()) + "', which is not a feature of "
                    + flavor.file());
        }
        return new InputColumns(flavor, columns);
    }

    /** For a library that takes the signature's columns as they come. */
    static InputColumns byPlace(ModelFlavor flavor, List<String> names, int features) {
        requireCount(flavor, names, features);
        if (!flavor.inputs().isEmpty()) {
            if (flavor.inputs().size() != features) {
                throw refused("the signature has " + flavor.inputs().size() + " columns, " + flavor.file() + " has "
                        + features + " features");
            }
            return new InputColumns(flavor, flavor.inputs());
        }
        List<String> known = names.isEmpty()
                ? IntStream.range(0, features).mapToObj(i -> "f" + i).toList()
                : names;
        return new InputColumns(
                flavor,
                known.stream()
                        .map(name -> new ModelFlavor.Input(name, UNKNOWN, false))
                        .toList());
    }

    private static void requireCount(ModelFlavor flavor, List<String> names, int features) {
        if (features < 1 || features > MAX_COLUMNS) {
            throw new ModelRefusedException(
                    flavor.file() + " has " + features + " features; 1 to " + MAX_COLUMNS + " can be served");
        }
        if (!names.isEmpty() && names.size() != features) {
            throw new ModelRefusedException(
                    flavor.file() + " names " + names.size() + " of its " + features + " features");
        }
    }

    private static Column column(ModelFlavor.Input input) {
        if (input.type().equals(UNKNOWN)) {
            return Column.number(input.name()).asOptional();
        }
        Column column = switch (input.type()) {
            case "double", "float" -> Column.number(input.name()).asOptional();
            case "long", "integer" -> Column.number(input.name());
            case "boolean" -> Column.bool(input.name());
            default ->
                throw refused("the column '" + shorten(input.name()) + "' is of the type "
                        + shorten(input.type()) + ", but the booster's file has no categories of it, so that"
                        + " it cannot be read as a number; encode it before training and log the encoded columns,"
                        + " or train on a column of the pandas type category with XGBoost 3.1 or later, or with"
                        + " LightGBM, which keep the categories in the file");
        };
        return input.required() ? column : column.asOptional();
    }

    /** A column of categories. */
    private Column column(ModelFlavor.Input input, FeatureCategories categories) {
        Column column = switch (categories.kind()) {
            case TEXT -> Column.text(input.name());
            case NUMBER -> Column.number(input.name());
            case BOOLEAN -> Column.bool(input.name());
        };
        if (!input.type().equals(UNKNOWN) && TYPES.get(input.type()) != column.type()) {
            throw refused("the column '" + shorten(input.name()) + "' is of the type "
                    + shorten(input.type()) + ", but its categories in " + file + " are "
                    + categories.kind().plural() + "; log the model with the signature of the data frame that it was"
                    + " trained on");
        }
        return column.asOptional();
    }

    private static String shorten(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private static ModelRefusedException refused(String what) {
        return new ModelRefusedException("MLmodel: " + what);
    }

    private FittedPreprocessing chains() {
        List<Column> columns = inputs.stream().map(InputColumns::column).toList();
        List<Chain> chains = columns.stream()
                .map(column -> new Chain(column.name(), new Source.OfColumn(column.name()), List.of()))
                .toList();
        return CompiledPreprocessing.of(columns, chains);
    }

    /** The features are the columns, or the codes of their categories. */
    private FittedPreprocessing program(Map<Integer, FeatureCategories> categories) {
        List<Column> columns = new ArrayList<>();
        List<Program.Call> calls = new ArrayList<>();
        int[] features = new int[inputs.size()];
        for (int i = 0; i < features.length; i++) {
            FeatureCategories known = categories.get(i);
            features[i] = known == null ? i : features.length + calls.size();
            columns.add(known == null ? column(inputs.get(i)) : column(inputs.get(i), known));
            if (known != null) {
                calls.add(new Program.Call(known.codes(), Indices.of(i)));
            }
        }
        Program program = Program.of(features.length, calls, Indices.of(features));
        return CompiledPreprocessing.of(
                columns, program, inputs.stream().map(ModelFlavor.Input::name).toList());
    }

    ScoringModel model(Booster booster) {
        Map<Integer, FeatureCategories> categories = booster.features().categories();
        ScoringModelBuilder model = ScoringModelBuilder.of(
                        categories.isEmpty() ? chains() : program(categories),
                        Column.number(OUTPUT),
                        booster.trees(),
                        booster.link())
                .linkScale(booster.linkScale());
        return (booster.classes() == 0 ? model : model.classes(booster.classNames())).build();
    }
}
