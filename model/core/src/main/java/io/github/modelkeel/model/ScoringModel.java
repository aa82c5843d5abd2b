package io.github.modelkeel.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole model: from a row of named values to a number, or to everything an {@link Output} holds. Immutable and safe for use by multiple
 * threads.
 *
 * <p>It is made by {@code ScoringModelBuilder} of the package {@code training}, by the readers of model files and by converters, and is not meant to be implemented
 * by others. It is the sum of a {@link Signature}, a {@link FittedPreprocessing}, a {@link Scorer} and a {@link Link}, with the names of the
 * classes when it is a classifier. A row is checked in full: a required column that is missing, a text where a number belongs, an infinite
 * number, a category that training never saw, a column the model does not know are each an {@link InvalidInputException} that names the
 * column. A prediction is always a finite number.
 *
 * <p>The arrays that a call works in belong to the model and are lent to one call at a time, not bound to a thread, which matters
 * where threads are many and short-lived. A prediction for a record allocates nothing once the model is warm.
 */
public interface ScoringModel {
    /**
     * This model, but its rows are read by a policy. It is not part of the model: it is not saved, and two models that differ in it are
     * equal. The default is {@link InputPolicy#TYPED}.
     *
     * @param inputPolicy what is asked of values
     * @return the model
     */
    ScoringModel withInputPolicy(InputPolicy inputPolicy);

    /**
     * As {@link #withInputPolicy(InputPolicy)}, and every value that breaks a rule and is used nevertheless is reported. A value that was
     * converted is a {@link InvalidInputException.Kind#WRONG_TYPE}.
     *
     * @param inputPolicy what is asked of values
     * @param onTolerated is called on the predicting thread for each such value, for a row that is refused in the end too; it must be safe
     *     for use by multiple threads and should be fast
     * @return the model
     */
    ScoringModel withInputPolicy(InputPolicy inputPolicy, Consumer<InvalidInputException.Kind> onTolerated);

    /**
     * This model, but a boolean in a column of numbers is 1 or 0, also where values are not converted otherwise
     * ({@link InputPolicy#STRICT} refuses it nevertheless). Python does so for a model that was logged without a signature, and the readers
     * of such models ask for it. As with {@link #withInputPolicy(InputPolicy)} it is not part of the model.
     *
     * @return the model
     */
    ScoringModel withBooleansAsNumbers();

    /**
     * This model, but a record's component or a bean's property belongs to the column that a function names. A {@link Column.Name}
     * annotation wins over it; maps and JSON have the columns' own names. As with {@link #withInputPolicy(InputPolicy)} it is not part of the model.
     *
     * @param columnOf the column's name of a property's name, called once a property and class; a name without a column counts as an
     *     extra property
     * @return the model
     */
    ScoringModel withPropertyNames(UnaryOperator<String> columnOf);

    /**
     * This model, but a column that has no property of its name takes the one that differs in case, underscores, hyphens, dots and blanks
     * only, as {@code yearBuilt} and {@code year_built} do. Where two columns differ in these only, neither takes a property of another name.
     *
     * @return the model
     */
    ScoringModel withRelaxedPropertyNames();

    /**
     * This model, but properties of records and beans without a column are ignored, even where unknown columns are refused. Misspelled
     * optional properties then pass without notice.
     *
     * @return the model
     */
    ScoringModel ignoringExtraProperties();

    /**
     * This model, but its outputs hold the scores of its {@link #decisionFunction()} and {@link #scoreSamples()}, where it has them. As with
     * {@link #withInputPolicy(InputPolicy)} it is not part of the model. An output then costs as much more as the functions do; a value costs
     * the same.
     *
     * @return the model
     */
    ScoringModel withScores();

    /**
     * Predicts the value of a row, see {@link Output#value()}.
     *
     * @param row the values by column name: numbers of the JDK's types, strings, booleans, {@code null} for a missing one
     * @return the value, a finite number
     * @throws InvalidInputException if the row does not fit the signature or gives no finite value
     * @throws IllegalStateException if the model predicts several numbers or classes, see {@link #predictOne(Rows)}
     */
    double predict(Map<String, ?> row);

    /**
     * Predicts the value of a record whose components are named as the columns. Any record will do, a private or local one too; in a named
     * module its package must be open to {@code io.github.modelkeel.model}.
     *
     * @param row the record
     * @return the value, a finite number
     * @throws InvalidInputException if the record does not fit the signature, cannot be read, or gives no finite value
     * @throws IllegalStateException if the model predicts several numbers or classes, see {@link #predictOne(Rows)}
     */
    double predict(Record row);

    /**
     * The values of a record's components, or a bean's properties, that belong to the columns, as the accessors give them: neither checked nor
     * converted. It is what a log of a prediction holds, and is read as the row was.
     *
     * @param row a record or bean that this model could predict
     * @return for each column of the signature the value, {@code null} where there is no such property; a new array
     * @throws InvalidInputException if the record or bean cannot be read
     */
    @Nullable Object[] propertyValues(Object row);

    /** {@return an empty row to be filled value by value, for {@link Rows#of(Signature.Row)} and this model alone} */
    Signature.Row newRow();

    /**
     * Predicts for any number of rows. Trees are evaluated for many rows at once where that is faster; the bits are those of each row alone.
     *
     * @param rows the rows
     * @return one output a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0, and there is no output
     */
    List<Output> predict(Rows rows);

    /**
     * Reads and checks rows as {@link #predict(Rows)} does, without a prediction.
     *
     * @param rows the rows
     * @return how many there are
     */
    int check(Rows rows);

    /**
     * Predicts the value of any number of rows, see {@link Output#value()}, as {@link #predict(Rows)}.
     *
     * @param rows the rows
     * @return one value a row, in their order
     * @throws InvalidInputException if a row does not fit; the message starts with its index, from 0, and no value is returned
     * @throws IllegalStateException if the model predicts several numbers or classes
     */
    double[] predictValues(Rows rows);

    /**
     * Predicts for a single row.
     *
     * @param row exactly one row, for instance {@code Rows.of(map)}
     * @return its output
     * @throws InvalidInputException if the row does not fit the signature or gives a number that is not finite, or there is no row or more
     *     than one
     */
    Output predictOne(Rows row);

    /**
     * Predicts the value of a single row, see {@link Output#value()}.
     *
     * @param row exactly one row
     * @return its value, a finite number
     * @throws InvalidInputException as {@link #predictOne(Rows)}
     * @throws IllegalStateException if the model predicts several numbers or classes
     */
    double predictValue(Rows row);

    /** {@return whether the value of a row is all there is to say, so that {@link #outputOfValue()} makes its output} */
    boolean isScalar();

    /**
     * From the value of a row to its output, for who keeps values and needs an output now and then.
     *
     * @return a function that does not keep the model
     * @throws IllegalStateException if the model is not scalar, see {@link #isScalar()}
     */
    DoubleFunction<Output> outputOfValue();

    /** {@return what is done on the way from a row to the scores, a line a step, as {@link FittedPreprocessing#steps()}} */
    List<String> steps();

    /**
     * How much each feature weighs: for trees the number of splits on it, for a linear model the size of its coefficient (which
     * compares features only when they are on the same scale).
     *
     * @return a weight of at least 0 by feature name, in the order of the features
     */
    Map<String, Double> importance();

    /**
     * How much each input column weighs: the sum of {@link #importance()} over the features that are made of it, for instance as the weights
     * of drift ({@code DriftOptions.builder().weights(…)} of {@code modelkeel-drift}).
     *
     * @return a weight of at least 0 by column, in the order of the signature; empty if the model does not say it of every column, as one
     *     of nearest neighbors, where a feature that counts is made of several columns, or where none counts
     */
    Map<String, Double> columnImportance();

    /** {@return the columns} */
    Signature signature();

    /** {@return the texts that the model distinguishes, sorted, by text column in the order of the columns; only columns that have any} */
    Map<String, List<String>> categories();

    /** {@return the way from a row to features} */
    FittedPreprocessing preprocessing();

    /** {@return the way from features to scores} */
    Scorer scorer();

    /** {@return the way from a score to the value} */
    Link link();

    /** {@return what the scores are multiplied by before the link, 1 for most models} */
    double linkScale();

    /** {@return the classes of a classifier: two or more, the negative one of two first; empty for a model that predicts a number} */
    List<String> classes();

    /** {@return the classes of each target of a classifier of several; empty for a model of one target} */
    List<List<String>> targets();

    /** {@return how a classifier finds the class of a row} */
    DecisionRule decisionRule();

    /** {@return what scikit-learn calls {@code decision_function}: from features to one score or several, where the model has it} */
    Optional<Scorer> decisionFunction();

    /** {@return what scikit-learn calls {@code score_samples}: from features to how ordinary a row is, where the model has it} */
    Optional<Scorer> scoreSamples();

    /** {@return whether it is a classifier that gives the probability of each class, and not only a class} */
    boolean hasProbabilities();

    /** {@return how many numbers a regression, or classes a classifier, predicts for a row: 1 for most models} */
    int outputCount();
}
