package io.github.modelkeel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A whole model: from a row of named values to a number. Immutable and safe for use by multiple threads.
 *
 * <p>It is the sum of a {@link Signature}, a {@link FittedPreprocessing}, a {@link Scorer} and a {@link Link}, with the names of the
 * classes when it is a classifier. A row is a map or a record. It is checked in full: a required column that is missing, a text
 * where a number belongs, an infinite number, a category that training never saw, a column the model does not know are each an
 * {@link InvalidInputException} that names the column. A prediction is always a finite number.
 *
 * <p>Each call allocates one or two small arrays of its own and keeps nothing: there is no buffer a thread would hold on to, which
 * matters where threads are many and short-lived, and none that two threads could share.
 */
public final class ScoringModel {
    private final Signature signature;
    private final FittedPreprocessing preprocessing;
    private final Scorer scorer;
    private final Link link;
    private final double linkScale;
    private final List<String> classes;
    private final FeatureProgram program;
    private final RowReader reader;

    /** The same model, but rows are read by other rules. */
    private ScoringModel(ScoringModel model, ReadingRules rules) {
        this.signature = model.signature;
        this.preprocessing = model.preprocessing;
        this.scorer = model.scorer;
        this.link = model.link;
        this.linkScale = model.linkScale;
        this.classes = model.classes;
        this.program = model.program;
        this.reader = model.reader.with(rules);
    }

    private ScoringModel(Signature signature, FittedPreprocessing preprocessing, Scorer scorer, Outcome outcome) {
        this.signature = signature;
        this.preprocessing = preprocessing;
        this.scorer = scorer;
        this.link = outcome.link();
        this.linkScale = outcome.linkScale();
        this.classes = List.copyOf(outcome.classes());
        this.program = FeatureProgram.compile(signature.inputs(), preprocessing);
        this.reader = program.reader(signature.unknownColumns());
        if (scorer.featureCount() != program.featureCount()) {
            throw new IllegalArgumentException("the scorer reads " + scorer.featureCount()
                    + " features, the preprocessing gives " + program.featureCount());
        }
        if (program.mayBeMissing() && !scorer.acceptsMissing()) {
            throw new IllegalArgumentException("a feature can be missing, which this scorer cannot take; impute it");
        }
    }

    /** From scores to the answer. */
    private record Outcome(Link link, double linkScale, List<String> classes) {}

    /**
     * A model whose input columns are those of the preprocessing.
     *
     * @param preprocessing the preprocessing
     * @param output the output column
     * @param scorer the scorer
     * @param link the link
     * @return a model that refuses unknown columns
     * @throws IllegalArgumentException if the scorer does not fit the preprocessing
     */
    public static ScoringModel of(FittedPreprocessing preprocessing, Column output, Scorer scorer, Link link) {
        return of(new Signature(preprocessing.columns(), output), preprocessing, scorer, link);
    }

    /**
     * A model with a signature of its own, which may order the columns in another way, make one required or optional, or give it a
     * default.
     *
     * @param signature the signature
     * @param preprocessing the preprocessing
     * @param scorer the scorer
     * @param link the link
     * @return the model
     * @throws IllegalArgumentException if the scorer does not fit the preprocessing, or the signature's columns are not its columns
     */
    public static ScoringModel of(Signature signature, FittedPreprocessing preprocessing, Scorer scorer, Link link) {
        Objects.requireNonNull(link, "link");
        for (Column column : preprocessing.columns()) {
            if (signature.inputs().stream().noneMatch(input -> sameColumn(input, column))) {
                throw new IllegalArgumentException("the preprocessing reads the column '" + column.name() + "' as "
                        + Values.kind(column.type()) + ", which the signature does not have");
            }
        }
        return new ScoringModel(signature, preprocessing, scorer, new Outcome(link, 1, List.of()));
    }

    private static boolean sameColumn(Column one, Column other) {
        return one.name().equals(other.name()) && one.type() == other.type();
    }

    /**
     * This model with another rule for a row's keys that are no input column.
     *
     * @param rule the rule
     * @return the changed model
     */
    public ScoringModel withUnknownColumns(Signature.UnknownColumns rule) {
        return new ScoringModel(
                signature.withUnknownColumns(rule), preprocessing, scorer, new Outcome(link, linkScale, classes));
    }

    /**
     * This model, but its rows are read by a contract. It is no part of the model: it is not saved, two models that differ in it are
     * equal, and what is made of this model by another {@code with…} has the default {@link Signature.Contract#TYPED} again.
     *
     * @param contract what is asked of values
     * @return the model
     */
    public ScoringModel withContract(Signature.Contract contract) {
        return withContract(contract, kind -> {});
    }

    /**
     * This model, but its rows are read by a contract, and somebody is told of every value that breaks a rule and is used all the same.
     * A value that was converted is a {@link InvalidInputException.Kind#WRONG_TYPE}.
     *
     * @param contract what is asked of values
     * @param tolerated is called on the predicting thread for each such value, for a row that is refused in the end too; it must be safe
     *     for use by multiple threads and should be fast
     * @return the model
     */
    public ScoringModel withContract(Signature.Contract contract, Consumer<InvalidInputException.Kind> tolerated) {
        Objects.requireNonNull(contract, "contract");
        Objects.requireNonNull(tolerated, "tolerated");
        return new ScoringModel(this, new ReadingRules(signature.unknownColumns(), contract, tolerated));
    }

    /**
     * This model, but the link is applied to the scores times a factor, as LightGBM does with its parameter {@code sigmoid}.
     *
     * @param factor a finite factor above 0
     * @return the changed model
     * @throws IllegalArgumentException if the factor is not finite or not above 0
     */
    public ScoringModel withLinkScale(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("the link's factor must be finite and above 0: " + factor);
        }
        return new ScoringModel(signature, preprocessing, scorer, new Outcome(link, factor, classes));
    }

    /**
     * This model as a classifier of two classes; its value is the probability of the positive one.
     *
     * @param negative the name of the negative class
     * @param positive the name of the positive class
     * @return the classifier
     * @throws IllegalArgumentException if the names are equal, or the link does not fit
     */
    public ScoringModel withClasses(String negative, String positive) {
        return withClasses(List.of(negative, positive));
    }

    /**
     * This model as a classifier. With one score and two classes the link is {@link Link#LOGISTIC}, {@link Link#FLOAT_LOGISTIC} or
     * {@link Link#STEP}; otherwise there is a score for each class.
     *
     * @param names the names of the classes, the negative one of two first
     * @return the classifier
     * @throws IllegalArgumentException if two names are equal, or their number or the link does not fit the scorer
     */
    public ScoringModel withClasses(List<String> names) {
        boolean logistic = link == Link.LOGISTIC || link == Link.FLOAT_LOGISTIC;
        boolean fits = scorer.outputs() == 1
                ? names.size() == 2 && (logistic || link == Link.STEP)
                : names.size() == scorer.outputs() && (logistic || link.joinsOutputs());
        if (!fits || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    "a classifier needs two classes and a logistic link, or a score and a link for each class: "
                            + Categories.describe(names) + "; scores " + scorer.outputs() + ", " + link);
        }
        return new ScoringModel(signature, preprocessing, scorer, new Outcome(link, linkScale, names));
    }

    /**
     * Predicts for a row: the number of a regression, the positive class's probability of a classifier of two classes, the index of
     * the most probable class (the first of equals) of another one.
     *
     * @param row the values by column name: numbers of the JDK's types, strings, booleans, {@code null} for a missing one
     * @return the value, a finite number
     * @throws InvalidInputException if the row does not fit the signature or gives no finite value
     */
    public double predict(Map<String, ?> row) {
        double[] buffer = new double[program.bufferSize()];
        reader.read(row, buffer, program.featureCount());
        return score(buffer);
    }

    /**
     * Predicts for a record whose components are named as the columns. Any record will do, a private or local one too; in a named
     * module its package must be open to {@code io.github.modelkeel.model}.
     *
     * @param row the record
     * @return the value, a finite number
     * @throws InvalidInputException if the record does not fit the signature, cannot be read, or gives no finite value
     */
    public double predict(Record row) {
        double[] buffer = new double[program.bufferSize()];
        reader.read(row, buffer, program.featureCount());
        return score(buffer);
    }

    /**
     * Predicts for a bean: each public getter ({@code getSqft()}, {@code isNew()}) and each public field is a property, and the columns are
     * the properties of their names. The accessors are looked up once a class. Like a record's, its package must be open to
     * {@code io.github.modelkeel.model} in a named module; properties that are no column are refused unless the model ignores unknown
     * columns.
     *
     * @param bean the bean; a record is read as by {@link #predict(Record)}
     * @return the value, a finite number
     * @throws InvalidInputException if the bean does not fit the signature, cannot be read, or gives no finite value
     */
    public double predictBean(Object bean) {
        return score(readBean(bean));
    }

    private double[] readBean(Object bean) {
        double[] buffer = new double[program.bufferSize()];
        reader.readObject(bean, buffer, program.featureCount());
        return buffer;
    }

    /**
     * A row to be filled value by value, for this model alone.
     *
     * @return an empty row
     */
    public Signature.Row newRow() {
        return new SlotRow(reader, new double[program.bufferSize()], program.featureCount());
    }

    /**
     * Predicts for a row that was filled value by value, and empties it.
     *
     * @param row a row of {@link #newRow()} of this model
     * @return the value, a finite number
     * @throws InvalidInputException if the row does not fit the signature or gives no finite value
     * @throws IllegalArgumentException if it is another model's row
     */
    public double predict(Signature.Row row) {
        return score(SlotRow.complete(row, reader));
    }

    /**
     * Predicts for a table.
     *
     * @param columns the values by column name, each a {@code double[]}, {@code float[]}, {@code int[]}, {@code long[]},
     *     {@code short[]}, {@code byte[]}, {@code boolean[]}, an array of objects such as {@code String[]}, or a {@link List}; all of
     *     one length
     * @return one value a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0, and no value is returned
     * @throws IllegalArgumentException if a column is none of these, or two columns differ in length
     */
    public double[] predictColumns(Map<String, ?> columns) {
        ColumnTable table = ColumnTable.of(reader, columns);
        double[] buffer = new double[program.bufferSize()];
        double[] values = new double[table.rows()];
        for (int row = 0; row < values.length; row++) {
            try {
                table.read(row, buffer, program.featureCount());
                values[row] = score(buffer);
            } catch (InvalidInputException e) {
                throw e.inRow(row);
            }
        }
        return values;
    }

    /**
     * Predicts for many rows.
     *
     * @param rows the rows
     * @return one value a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0, and no value is returned
     */
    public double[] predictAll(List<? extends Map<String, ?>> rows) {
        double[] values = new double[rows.size()];
        int index = 0;
        for (Map<String, ?> row : rows) {
            try {
                values[index] = predict(row);
            } catch (InvalidInputException e) {
                throw e.inRow(index);
            }
            index++;
        }
        return values;
    }

    /**
     * The probability of each class.
     *
     * @param row the row
     * @return the probabilities by class, in the order of {@link #classes()}
     * @throws InvalidInputException if the row does not fit the signature
     * @throws IllegalStateException if the model is no classifier
     */
    public Map<String, Double> probabilities(Map<String, ?> row) {
        List<Double> values = classProbabilities(row);
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            probabilities.put(classes.get(i), values.get(i));
        }
        return probabilities;
    }

    /**
     * The probability of each class. They are what the source gives, bit for bit or within the link's bound; the scores of a
     * one-versus-rest model are each a probability of its own and need not add up to 1.
     *
     * @param row the row
     * @return one probability a class, in the order of {@link #classes()}
     * @throws InvalidInputException if the row does not fit the signature
     * @throws IllegalStateException if the model is no classifier
     */
    public List<Double> classProbabilities(Map<String, ?> row) {
        requireClassifier();
        double[] buffer = new double[program.bufferSize()];
        reader.read(row, buffer, program.featureCount());
        return asList(classValues(buffer));
    }

    /**
     * The probability of each class, for a record.
     *
     * @param row the record, as for {@link #predict(Record)}
     * @return one probability a class, in the order of {@link #classes()}
     * @throws InvalidInputException if the record does not fit the signature, or cannot be read
     * @throws IllegalStateException if the model is no classifier
     */
    public List<Double> classProbabilities(Record row) {
        requireClassifier();
        double[] buffer = new double[program.bufferSize()];
        reader.read(row, buffer, program.featureCount());
        return asList(classValues(buffer));
    }

    /**
     * The probability of each class, for a bean.
     *
     * @param bean the bean, as for {@link #predictBean(Object)}
     * @return one probability a class, in the order of {@link #classes()}
     * @throws InvalidInputException if the bean does not fit the signature, or cannot be read
     * @throws IllegalStateException if the model is no classifier
     */
    public List<Double> beanClassProbabilities(Object bean) {
        requireClassifier();
        return asList(classValues(readBean(bean)));
    }

    /**
     * The probability of each class, for a row that was filled value by value and is emptied.
     *
     * @param row a row of {@link #newRow()} of this model
     * @return one probability a class, in the order of {@link #classes()}
     * @throws InvalidInputException if the row does not fit the signature
     * @throws IllegalStateException if the model is no classifier
     * @throws IllegalArgumentException if it is another model's row
     */
    public List<Double> classProbabilities(Signature.Row row) {
        requireClassifier();
        return asList(classValues(SlotRow.complete(row, reader)));
    }

    /**
     * The probability of each class, for many rows.
     *
     * @param rows the rows
     * @return one list a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0
     * @throws IllegalStateException if the model is no classifier
     */
    public List<List<Double>> classProbabilitiesAll(List<? extends Map<String, ?>> rows) {
        List<List<Double>> all = new ArrayList<>(rows.size());
        for (Map<String, ?> row : rows) {
            try {
                all.add(classProbabilities(row));
            } catch (InvalidInputException e) {
                throw e.inRow(all.size());
            }
        }
        return List.copyOf(all);
    }

    private void requireClassifier() {
        if (classes.isEmpty()) {
            throw new IllegalStateException("the model predicts a number, not a class");
        }
    }

    private static List<Double> asList(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private double[] classValues(double[] buffer) {
        if (scorer.outputs() == 1) {
            double positive = score(buffer);
            return new double[] {link.isFloat() ? 1f - (float) positive : 1 - positive, positive};
        }
        program.run(buffer);
        double[] values = scorer.scores(buffer);
        for (int i = 0; i < values.length; i++) {
            values[i] *= linkScale;
        }
        link.applyAll(values);
        for (double value : values) {
            requireFinite(value);
        }
        return values;
    }

    private double score(double[] buffer) {
        if (scorer.outputs() > 1) {
            double[] values = classValues(buffer);
            return values.length == 2 ? values[1] : indexOfLargest(values);
        }
        program.run(buffer);
        double value = link.apply(linkScale * scorer.score(buffer));
        requireFinite(value);
        return value;
    }

    private static int indexOfLargest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    private static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidInputException(
                    null,
                    "the row gives no finite prediction (" + value
                            + "): a value is far outside the range of the training data");
        }
    }

    /**
     * How much each feature weighs: for trees the number of splits on it, for a linear model the size of its coefficient (which
     * compares features only when they are scaled alike).
     *
     * @return a weight of at least 0 by feature name, in the order of the features
     */
    public Map<String, Double> importance() {
        double[] weights = scorer.importance();
        Map<String, Double> byName = new LinkedHashMap<>();
        List<String> names = program.featureNames();
        for (int i = 0; i < weights.length; i++) {
            byName.put(names.get(i), weights[i]);
        }
        return byName;
    }

    /**
     * The columns.
     *
     * @return the signature
     */
    public Signature signature() {
        return signature;
    }

    /**
     * The texts that the model tells apart in each text column.
     *
     * @return sorted texts by column, in the order of the columns; a column without any is not there
     */
    public Map<String, List<String>> categories() {
        Map<String, List<String>> categories = new LinkedHashMap<>();
        for (ColumnReader column : reader.columns()) {
            List<String> known =
                    column.texts().codes().keySet().stream().sorted().toList();
            if (!known.isEmpty()) {
                categories.put(column.column().name(), known);
            }
        }
        return categories;
    }

    /**
     * The way from a row to features.
     *
     * @return the preprocessing
     */
    public FittedPreprocessing preprocessing() {
        return preprocessing;
    }

    /**
     * The way from features to a score.
     *
     * @return the scorer
     */
    public Scorer scorer() {
        return scorer;
    }

    /**
     * The way from a score to the value.
     *
     * @return the link
     */
    public Link link() {
        return link;
    }

    /**
     * What the scores are multiplied by before the link.
     *
     * @return a factor, 1 for most models
     */
    public double linkScale() {
        return linkScale;
    }

    /**
     * The classes of a classifier.
     *
     * @return two or more, the negative one of two first, or nothing for a model that predicts a number
     */
    public List<String> classes() {
        return classes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoringModel that
                && signature.equals(that.signature)
                && preprocessing.equals(that.preprocessing)
                && scorer.equals(that.scorer)
                && link == that.link
                && Double.compare(linkScale, that.linkScale) == 0
                && classes.equals(that.classes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(signature, preprocessing, scorer, link, linkScale, classes);
    }

    @Override
    public String toString() {
        return "ScoringModel[inputs="
                + Arrays.toString(signature.inputs().stream().map(Column::name).toArray()) + ", scorer=" + scorer
                + ", link=" + link + "]";
    }
}
