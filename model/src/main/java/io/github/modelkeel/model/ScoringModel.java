package io.github.modelkeel.model;

import io.github.modelkeel.model.operation.Outline;
import io.github.modelkeel.model.operation.ProgramScorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A whole model: from a row of named values to a number. Immutable and safe for use by multiple threads.
 *
 * <p>It is the sum of a {@link Signature}, a {@link FittedPreprocessing}, a {@link Scorer} and a {@link Link}, with the names of the
 * classes when it is a classifier. A row is a map or a record. It is checked in full: a required column that is missing, a text
 * where a number belongs, an infinite number, a category that training never saw, a column the model does not know are each an
 * {@link InvalidInputException} that names the column. A prediction is always a finite number.
 *
 * <p>The arrays that a call works in belong to the model and are lent to one call at a time, not bound to a thread, which matters
 * where threads are many and short-lived. A prediction for a record allocates nothing once the model is warm.
 */
public final class ScoringModel {
    // Above 500 lines because every way in (map, record, bean, filled row, columns, many rows) has its page of contract
    // here.
    private final Signature signature;
    private final FittedPreprocessing preprocessing;
    private final Scorer scorer;
    private final Outcome outcome;
    private final ScoreFunctions functions;
    private final FeatureProgram program;
    private final RowReader reader;
    private final Evaluation evaluation;
    private final Pool<double[]> buffers;
    private final ManyRows manyRows;
    private final boolean answersScores;
    private final Evaluation answers;
    private final ManyRows manyAnswers;
    private final RowSources sources;

    /** The same model, but rows are read by other rules. */
    private ScoringModel(ScoringModel model, ReadingRules rules, boolean answersScores) {
        this.signature = model.signature;
        this.preprocessing = model.preprocessing;
        this.scorer = model.scorer;
        this.outcome = model.outcome;
        this.functions = model.functions;
        this.program = model.program;
        this.reader = model.reader.with(rules);
        this.evaluation = model.evaluation;
        this.buffers = model.buffers;
        this.manyRows = model.manyRows;
        this.answersScores = answersScores;
        this.answers = answersScores ? new Evaluation(program, scorer, functions.all()) : evaluation;
        this.manyAnswers = answersScores ? new ManyRows(answers) : manyRows;
        this.sources = new RowSources(reader, program.bufferSize(), program.featureCount());
    }

    private ScoringModel(
            Signature signature,
            FittedPreprocessing preprocessing,
            Scorer scorer,
            Outcome outcome,
            ScoreFunctions functions) {
        this.signature = signature;
        this.preprocessing = preprocessing;
        this.scorer = scorer;
        this.outcome = outcome;
        this.program = FeatureProgram.compile(signature.inputs(), preprocessing);
        this.reader = program.reader(signature.unknownColumns());
        if (scorer.featureCount() != program.featureCount()) {
            throw new IllegalArgumentException("the scorer reads " + scorer.featureCount()
                    + " features, the preprocessing gives " + program.featureCount());
        }
        if (program.mayBeMissing() && !scorer.acceptsMissing()) {
            throw new IllegalArgumentException("a feature can be missing, which this scorer cannot take; impute it");
        }
        this.functions = functions.requireFits(program);
        this.evaluation = new Evaluation(program, scorer);
        this.buffers = new Pool<>(() -> new double[program.bufferSize()]);
        this.manyRows = new ManyRows(evaluation);
        this.answersScores = false;
        this.answers = evaluation;
        this.manyAnswers = manyRows;
        this.sources = new RowSources(reader, program.bufferSize(), program.featureCount());
    }

    /**
     * All that a model says of a row. Immutable.
     *
     * @param label a classifier's class, the index among {@link ScoringModel#classes()}; nothing for a regression
     * @param probabilities a probability for each class, where the classifier has them
     * @param outputs a regression's outputs, one or more; none for a classifier
     * @param targets what a classifier of several targets says of each; none for another model
     * @param decisionFunction the scores of {@link ScoringModel#decisionFunction()}; none where the model has none or was not asked
     * @param scoreSamples the score of {@link ScoringModel#scoreSamples()}; none where the model has none or was not asked
     */
    public record Answer(
            OptionalInt label,
            List<Double> probabilities,
            List<Double> outputs,
            List<Target> targets,
            List<Double> decisionFunction,
            List<Double> scoreSamples) {
        /**
         * Copies the lists.
         *
         * @param label the index of the class, or nothing
         * @param probabilities the probabilities, or none
         * @param outputs the outputs, or none
         * @param targets a class for each target, or none
         * @param decisionFunction the scores of the decision function, or none
         * @param scoreSamples the score of samples, or none
         */
        public Answer {
            Objects.requireNonNull(label, "label");
            probabilities = List.copyOf(probabilities);
            outputs = List.copyOf(outputs);
            targets = List.copyOf(targets);
            decisionFunction = List.copyOf(decisionFunction);
            scoreSamples = List.copyOf(scoreSamples);
        }

        /**
         * An answer without scores.
         *
         * @param label the index of the class, or nothing
         * @param probabilities the probabilities, or none
         * @param outputs the outputs, or none
         * @param targets a class for each target, or none
         */
        public Answer(OptionalInt label, List<Double> probabilities, List<Double> outputs, List<Target> targets) {
            this(label, probabilities, outputs, targets, List.of(), List.of());
        }

        /**
         * An answer for a single target.
         *
         * @param label the index of the class, or nothing
         * @param probabilities the probabilities, or none
         * @param outputs the outputs, or none
         */
        public Answer(OptionalInt label, List<Double> probabilities, List<Double> outputs) {
            this(label, probabilities, outputs, List.of());
        }

        /**
         * What a classifier of several targets says of one. Immutable.
         *
         * @param index the index of the class among the target's classes, see {@link ScoringModel#targets()}
         * @param label the class
         * @param probabilities a probability by class, in the order of the classes; empty where there are none
         */
        public record Target(int index, String label, Map<String, Double> probabilities) {
            /**
             * Copies the map.
             *
             * @param index the index of the class
             * @param label the class
             * @param probabilities a probability by class, or nothing
             */
            public Target {
                Objects.requireNonNull(label, "label");
                probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
            }
        }
    }

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
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(scorer, "scorer");
        Objects.requireNonNull(link, "link");
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
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(scorer, "scorer");
        Objects.requireNonNull(link, "link");
        for (Column column : preprocessing.columns()) {
            if (signature.inputs().stream().noneMatch(input -> sameColumn(input, column))) {
                throw new IllegalArgumentException("the preprocessing reads the column '" + column.name() + "' as "
                        + Values.kind(column.type()) + ", which the signature does not have");
            }
        }
        return new ScoringModel(
                signature,
                preprocessing,
                scorer,
                new Outcome(link, 1, List.of(), DecisionRule.MOST_PROBABLE, List.of()),
                ScoreFunctions.NONE);
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
        Objects.requireNonNull(rule, "rule");
        return new ScoringModel(signature.withUnknownColumns(rule), preprocessing, scorer, outcome, functions);
    }

    /**
     * This model, but its rows are read by a policy. It is no part of the model: it is not saved, two models that differ in it are
     * equal, and what is made of this model by another {@code with…} has the default {@link InputPolicy#TYPED} again.
     *
     * @param inputPolicy what is asked of values
     * @return the model
     */
    public ScoringModel withInputPolicy(InputPolicy inputPolicy) {
        return withInputPolicy(inputPolicy, kind -> {});
    }

    /**
     * This model, but its rows are read by a policy, and every value that breaks a rule and is used all the same is reported.
     * A value that was converted is a {@link InvalidInputException.Kind#WRONG_TYPE}.
     *
     * @param inputPolicy what is asked of values
     * @param onTolerated is called on the predicting thread for each such value, for a row that is refused in the end too; it must be safe
     *     for use by multiple threads and should be fast
     * @return the model
     */
    public ScoringModel withInputPolicy(InputPolicy inputPolicy, Consumer<InvalidInputException.Kind> onTolerated) {
        Objects.requireNonNull(inputPolicy, "inputPolicy");
        Objects.requireNonNull(onTolerated, "onTolerated");
        return new ScoringModel(this, reader.rules().with(inputPolicy, onTolerated), answersScores);
    }

    /**
     * This model, but a boolean in a column of numbers is 1 or 0, also where values are not converted otherwise (a
     * {@link InputPolicy#STRICT} policy refuses it all the same). Python does so for a model that was logged without a signature,
     * and the readers of such models ask for it. As with {@link #withInputPolicy(InputPolicy)} it is no part of the model, but
     * {@code withInputPolicy}, {@code withProperties} and {@code answeringScores} keep it.
     *
     * @return the model
     */
    public ScoringModel withBooleansAsNumbers() {
        return new ScoringModel(this, reader.rules().withBooleansAsNumbers(), answersScores);
    }

    /**
     * This model, but the properties of records and beans are matched with its columns by a rule. As with
     * {@link #withInputPolicy(InputPolicy)} it is no part of the model.
     *
     * @param properties the rule
     * @return the model
     */
    public ScoringModel withProperties(Signature.Properties properties) {
        Objects.requireNonNull(properties, "properties");
        return new ScoringModel(this, reader.rules().with(properties), answersScores);
    }

    /**
     * This model with its score functions: what scikit-learn calls {@code decision_function} and {@code score_samples}. For anomaly
     * detection they are the product, where the prediction only says on which side of a limit a row is. They belong to the model and are
     * saved with it; a prediction does not compute them, see {@link #answeringScores()}.
     *
     * @param decision the decision function: one score for a classifier of two classes or a detector, else one a class or a pair of
     *     classes; {@code null} for none
     * @param samples the score of samples, {@code null} for none
     * @return the changed model
     * @throws IllegalArgumentException if a function does not fit the preprocessing
     */
    public ScoringModel withScoreFunctions(@Nullable Scorer decision, @Nullable Scorer samples) {
        return new ScoringModel(signature, preprocessing, scorer, outcome, new ScoreFunctions(decision, samples));
    }

    /**
     * This model, but its answers hold the scores of its {@link #decisionFunction()} and {@link #scoreSamples()}, where it has them. As
     * {@link #withInputPolicy(InputPolicy)}, it is no part of the model, and what is made of this model by another {@code with…} than
     * {@code withInputPolicy} answers without scores again. An answer then costs as much more as the functions do; {@code predict…} costs the
     * same.
     *
     * @return the model
     */
    public ScoringModel answeringScores() {
        return new ScoringModel(this, reader.rules(), true);
    }

    /**
     * Whether answers hold scores, see {@link #answeringScores()}.
     *
     * @return false unless it was asked for
     */
    public boolean answersScores() {
        return answersScores;
    }

    /**
     * What scikit-learn calls {@code decision_function}.
     *
     * @return from features to one score or several; nothing where the model has none
     */
    public Optional<Scorer> decisionFunction() {
        return Optional.ofNullable(functions.decision());
    }

    /**
     * What scikit-learn calls {@code score_samples}: how ordinary a row is, the higher the more.
     *
     * @return from features to a score; nothing where the model has none
     */
    public Optional<Scorer> scoreSamples() {
        return Optional.ofNullable(functions.samples());
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
        return new ScoringModel(
                signature,
                preprocessing,
                scorer,
                new Outcome(outcome.link(), factor, outcome.classes(), outcome.rule(), outcome.targets()),
                functions);
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
        Objects.requireNonNull(negative, "negative");
        Objects.requireNonNull(positive, "positive");
        return withClasses(List.of(negative, positive));
    }

    /**
     * This model as a classifier. With one score and two classes the link gives the positive one's probability; otherwise there is a
     * score for each class.
     *
     * @param names the names of the classes, the negative one of two first
     * @return the classifier
     * @throws IllegalArgumentException if two names are equal, or their number or the link does not fit the scorer
     */
    public ScoringModel withClasses(List<String> names) {
        return withClasses(names, DecisionRule.MOST_PROBABLE);
    }

    /**
     * This model as a classifier that finds its classes by another rule than the highest probability.
     *
     * @param names the names of the classes, the negative one of two first
     * @param rule the rule
     * @return the classifier
     * @throws IllegalArgumentException if two names are equal, or their number, the link or the rule does not fit the scorer
     */
    public ScoringModel withClasses(List<String> names, DecisionRule rule) {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(rule, "rule");
        boolean fits = rule == DecisionRule.FIRST_OUTPUT
                ? names.size() > 1 && (scorer.outputs() == 1 || scorer.outputs() == names.size() + 1)
                : scorer.outputs() == 1 ? names.size() == 2 && givesProbability() : names.size() == scorer.outputs();
        if (!fits || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    "a classifier needs two classes and a logistic link, or a score and a link for each class: "
                            + Categories.describe(names) + "; scores " + scorer.outputs() + ", " + outcome.link() + ", "
                            + rule);
        }
        return new ScoringModel(
                signature,
                preprocessing,
                scorer,
                new Outcome(outcome.link(), outcome.linkScale(), names, rule, List.of()),
                functions);
    }

    /**
     * This model as a classifier of several targets. For each target in turn the scorer gives the index of its class and then, for all
     * targets or for none, the probability of each of its classes.
     *
     * @param classes the names of each target's classes
     * @return the classifier
     * @throws IllegalArgumentException if a target has no classes or two of the same name, the scorer gives another number of values,
     *     or there is a link
     */
    public ScoringModel withTargets(List<List<String>> classes) {
        Objects.requireNonNull(classes, "classes");
        int labelsAlone = classes.size();
        int all = labelsAlone + classes.stream().mapToInt(List::size).sum();
        boolean fits = !classes.isEmpty()
                && outcome.link() == Link.IDENTITY
                && (scorer.outputs() == labelsAlone || scorer.outputs() == all)
                && classes.stream().noneMatch(names -> names.isEmpty() || new HashSet<>(names).size() != names.size());
        if (!fits) {
            throw new IllegalArgumentException(
                    "a classifier of several targets needs for each the index of its class, and then a probability for each"
                            + " class or nothing: " + classes.size() + " targets, scores " + scorer.outputs() + ", "
                            + outcome.link());
        }
        return new ScoringModel(
                signature,
                preprocessing,
                scorer,
                new Outcome(outcome.link(), outcome.linkScale(), List.of(), DecisionRule.FIRST_OUTPUT, classes),
                functions);
    }

    private boolean givesProbability() {
        return switch (outcome.link()) {
            case LOGISTIC, FLOAT_LOGISTIC, STEP -> true;
            case IDENTITY -> scorer instanceof ProgramScorer;
            default -> false;
        };
    }

    /**
     * Predicts for a row: the number of a regression, the positive class's probability of a classifier of two classes, the index of
     * the class of another one, see {@link DecisionRule}, and of one without probabilities.
     *
     * @param row the values by column name: numbers of the JDK's types, strings, booleans, {@code null} for a missing one
     * @return the value, a finite number
     * @throws InvalidInputException if the row does not fit the signature or gives no finite value
     * @throws IllegalStateException if the model predicts several numbers or classes, see {@link #answer(Map)}
     */
    public double predict(Map<String, ?> row) {
        Objects.requireNonNull(row, "row");
        int place = buffers.enter();
        try {
            double[] buffer = buffers.at(place);
            reader.read(row, buffer, program.featureCount());
            return score(buffer);
        } finally {
            buffers.leave(place);
        }
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
        Objects.requireNonNull(row, "row");
        int place = buffers.enter();
        try {
            double[] buffer = buffers.at(place);
            reader.read(row, buffer, program.featureCount());
            return score(buffer);
        } finally {
            buffers.leave(place);
        }
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

    private double[] read(Map<String, ?> row) {
        Objects.requireNonNull(row, "row");
        double[] buffer = new double[program.bufferSize()];
        reader.read(row, buffer, program.featureCount());
        return buffer;
    }

    private double[] readBean(Object bean) {
        Objects.requireNonNull(bean, "bean");
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
        return sources.slots();
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
        Objects.requireNonNull(row, "row");
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
        Objects.requireNonNull(columns, "columns");
        return values(sources.columns(columns));
    }

    /**
     * Predicts for many rows. Trees are evaluated for many rows at once where that is faster; the bits are those of
     * {@link #predict(Map)}.
     *
     * @param rows the rows
     * @return one value a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0, and no value is returned
     */
    public double[] predictAll(List<? extends Map<String, ?>> rows) {
        Objects.requireNonNull(rows, "rows");
        return values(sources.maps(rows));
    }

    /**
     * Predicts for many rows that come one after another.
     *
     * @param <X> what the source throws when it cannot be read
     * @param rows the rows
     * @return one value a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0, and no value is returned
     * @throws X if the source cannot be read
     */
    public <X extends Exception> double[] predictAll(Signature.Rows<X> rows) throws X {
        Objects.requireNonNull(rows, "rows");
        return values(sources.filled(rows));
    }

    /**
     * Predicts for many beans or records.
     *
     * @param beans the beans or records, as for {@link #predictBean(Object)}
     * @return one value a bean, in their order
     * @throws InvalidInputException if a bean does not fit; the message starts with its index, from 0, and no value is returned
     */
    public double[] predictBeans(List<?> beans) {
        Objects.requireNonNull(beans, "beans");
        return values(sources.objects(beans));
    }

    private <X extends Exception> double[] values(ManyRows.Source<X> rows) throws X {
        DoubleStream.Builder values = DoubleStream.builder();
        manyRows.score(rows, scores -> values.add(value(scores)));
        return values.build().toArray();
    }

    private double value(double[] scores) {
        return scores.length == 1 ? outcome.value(scores[0]) : outcome.value(scores);
    }

    /**
     * All that the model says of a row: the numbers of a regression; the class and the probabilities of a classifier.
     *
     * @param row the row, as for {@link #predict(Map)}
     * @return the answer
     * @throws InvalidInputException if the row does not fit the signature or gives a number that is not finite
     */
    public Answer answer(Map<String, ?> row) {
        return answer(answers.scores(read(row)));
    }

    /**
     * All that the model says of a record.
     *
     * @param row the record, as for {@link #predict(Record)}
     * @return the answer
     * @throws InvalidInputException if the record does not fit the signature, cannot be read, or gives a number that is not finite
     */
    public Answer answer(Record row) {
        return answer(answers.scores(readBean(row)));
    }

    /**
     * All that the model says of a bean.
     *
     * @param bean the bean, as for {@link #predictBean(Object)}
     * @return the answer
     * @throws InvalidInputException if the bean does not fit the signature, cannot be read, or gives a number that is not finite
     */
    public Answer answerBean(Object bean) {
        return answer(answers.scores(readBean(bean)));
    }

    /**
     * All that the model says of a row that was filled value by value and is emptied.
     *
     * @param row a row of {@link #newRow()} of this model
     * @return the answer
     * @throws InvalidInputException if the row does not fit the signature or gives a number that is not finite
     * @throws IllegalArgumentException if it is another model's row
     */
    public Answer answer(Signature.Row row) {
        Objects.requireNonNull(row, "row");
        return answer(answers.scores(SlotRow.complete(row, reader)));
    }

    /**
     * All that the model says of many rows.
     *
     * @param rows the rows
     * @return one answer a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0
     */
    public List<Answer> answerAll(List<? extends Map<String, ?>> rows) {
        Objects.requireNonNull(rows, "rows");
        return answers(sources.maps(rows));
    }

    /**
     * All that the model says of many rows that come one after another.
     *
     * @param <X> what the source throws when it cannot be read
     * @param rows the rows
     * @return one answer a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0
     * @throws X if the source cannot be read
     */
    public <X extends Exception> List<Answer> answerAll(Signature.Rows<X> rows) throws X {
        Objects.requireNonNull(rows, "rows");
        return answers(sources.filled(rows));
    }

    /**
     * All that the model says of many beans or records.
     *
     * @param beans the beans or records, as for {@link #predictBean(Object)}
     * @return one answer a bean, in their order
     * @throws InvalidInputException if a bean does not fit; the message starts with its index, from 0
     */
    public List<Answer> answerBeans(List<?> beans) {
        Objects.requireNonNull(beans, "beans");
        return answers(sources.objects(beans));
    }

    private Answer answer(double[] scores) {
        if (!answersScores) {
            return outcome.answer(scores);
        }
        int own = scorer.outputs();
        Answer answer = outcome.answer(Arrays.copyOf(scores, own));
        return new Answer(
                answer.label(),
                answer.probabilities(),
                answer.outputs(),
                answer.targets(),
                functions.decisionIn(scores, own),
                functions.samplesIn(scores, own));
    }

    private <X extends Exception> List<Answer> answers(ManyRows.Source<X> rows) throws X {
        List<Answer> all = new ArrayList<>();
        manyAnswers.score(rows, scores -> all.add(answer(scores)));
        return List.copyOf(all);
    }

    /**
     * The probability of each class.
     *
     * @param row the row
     * @return the probabilities by class, in the order of {@link #classes()}
     * @throws InvalidInputException if the row does not fit the signature
     * @throws IllegalStateException if the model is no classifier, or has no probabilities
     */
    public Map<String, Double> probabilities(Map<String, ?> row) {
        List<Double> values = classProbabilities(row);
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            probabilities.put(classes().get(i), values.get(i));
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
     * @throws IllegalStateException if the model is no classifier, or has no probabilities
     */
    public List<Double> classProbabilities(Map<String, ?> row) {
        outcome.requireProbabilities(scorer.outputs());
        return outcome.probabilities(evaluation.scores(read(row)));
    }

    /**
     * The probability of each class, for a record.
     *
     * @param row the record, as for {@link #predict(Record)}
     * @return one probability a class, in the order of {@link #classes()}
     * @throws InvalidInputException if the record does not fit the signature, or cannot be read
     * @throws IllegalStateException if the model is no classifier, or has no probabilities
     */
    public List<Double> classProbabilities(Record row) {
        outcome.requireProbabilities(scorer.outputs());
        return outcome.probabilities(evaluation.scores(readBean(row)));
    }

    /**
     * The probability of each class, for many rows.
     *
     * @param rows the rows
     * @return one list a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0
     * @throws IllegalStateException if the model is no classifier, or has no probabilities
     */
    public List<List<Double>> classProbabilitiesAll(List<? extends Map<String, ?>> rows) {
        Objects.requireNonNull(rows, "rows");
        outcome.requireProbabilities(scorer.outputs());
        List<List<Double>> all = new ArrayList<>(rows.size());
        manyRows.score(sources.maps(rows), scores -> all.add(outcome.probabilities(scores)));
        return List.copyOf(all);
    }

    private double score(double[] buffer) {
        return scorer.outputs() == 1 ? outcome.value(evaluation.score(buffer)) : value(evaluation.scores(buffer));
    }

    /** Whether trees look at the columns themselves. */
    boolean isFused() {
        return evaluation.isFused();
    }

    /**
     * What is done on the way from a row to the scores, in words.
     *
     * @return the lines of {@link FittedPreprocessing#steps()}, and those of a scorer that is made of operations itself
     */
    public List<String> steps() {
        List<String> steps = new ArrayList<>(preprocessing.steps());
        if (scorer instanceof ProgramScorer made) {
            steps.addAll(Outline.of(made.program(), preprocessing.featureNames()));
        }
        return List.copyOf(steps);
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
        return outcome.link();
    }

    /**
     * What the scores are multiplied by before the link.
     *
     * @return a factor, 1 for most models
     */
    public double linkScale() {
        return outcome.linkScale();
    }

    /**
     * The classes of a classifier.
     *
     * @return two or more, the negative one of two first, or nothing for a model that predicts a number
     */
    public List<String> classes() {
        return outcome.classes();
    }

    /**
     * The classes of each target of a classifier of several.
     *
     * @return a list of classes a target, or nothing for a model of one target
     */
    public List<List<String>> targets() {
        return outcome.targets();
    }

    /**
     * How a classifier finds the class of a row.
     *
     * @return the rule
     */
    public DecisionRule decisionRule() {
        return outcome.rule();
    }

    /**
     * Whether it is a classifier that gives the probability of each class.
     *
     * @return false for a regression, and for a classifier that only says which class
     */
    public boolean hasProbabilities() {
        return outcome.hasProbabilities(scorer.outputs());
    }

    /**
     * How many numbers a regression predicts for a row.
     *
     * @return 1 for most models and for every classifier of one target; the number of targets for a classifier of several
     */
    public int outputCount() {
        if (!outcome.targets().isEmpty()) {
            return outcome.targets().size();
        }
        return classes().isEmpty() ? scorer.outputs() : 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoringModel that
                && signature.equals(that.signature)
                && preprocessing.equals(that.preprocessing)
                && scorer.equals(that.scorer)
                && outcome.equals(that.outcome)
                && functions.equals(that.functions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(signature, preprocessing, scorer, outcome, functions);
    }

    @Override
    public String toString() {
        return "ScoringModel[inputs="
                + Arrays.toString(signature.inputs().stream().map(Column::name).toArray()) + ", scorer=" + scorer
                + ", link=" + link() + "]";
    }
}
