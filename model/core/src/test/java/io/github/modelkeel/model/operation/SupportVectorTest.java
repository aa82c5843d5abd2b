package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.model.operation.SupportKernel.Form;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Support vector machines: the kernels, the decisions of pairs of classes, their votes and their probabilities. */
class SupportVectorTest {
    private static final double ERROR = 1e-13;

    private static double kernel(Form form, double[] x, double[] vector, double gamma, double offset, int degree) {
        double product = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            product += x[i] * vector[i];
            square += Math.pow(x[i] - vector[i], 2);
        }
        double distance = Math.sqrt(square);
        return switch (form) {
            case LINEAR -> product;
            case POLYNOMIAL -> Math.pow(gamma * product + offset, degree);
            case RADIAL -> Math.exp(-gamma * square);
            case SIGMOID -> Math.tanh(gamma * product + offset);
            case MATERN_1 -> Math.exp(-distance);
            case MATERN_3 -> (1 + Math.sqrt(3) * distance) * Math.exp(-Math.sqrt(3) * distance);
            case MATERN_5 -> (1 + Math.sqrt(5) * distance + 5 * square / 3) * Math.exp(-Math.sqrt(5) * distance);
            case RATIONAL -> Math.pow(1 + gamma * square, -offset);
        };
    }

    @ParameterizedTest
    @EnumSource
    void aKernelSaysHowLikeARowIsToEachVector(Form form) {
        Random random = new Random(42);
        for (int columns : new int[] {1, 4}) {
            Matrix vectors = Slots.matrix(random, 5, columns);
            for (int degree : new int[] {0, 1, 2, 3, 5, 6}) {
                double[] x = Slots.normal(random, columns);
                double[] expected = new double[5];
                for (int row = 0; row < 5; row++) {
                    int from = row * columns;
                    double[] vector = Arrays.copyOfRange(vectors.values().toArray(), from, from + columns);
                    expected[row] = kernel(form, x, vector, 0.7, 1.3, degree);
                }
                Slots.assertClose(Slots.run(new SupportKernel(vectors, form, 0.7, 1.3, degree), x), expected, ERROR);
            }
        }
    }

    @Test
    void aVectorIsLikeItselfAndUnlikeWhatIsFarAway() {
        Matrix vector = new Matrix(1, 2, Numbers.of(3, -4));
        for (Form form : new Form[] {Form.RADIAL, Form.MATERN_1, Form.MATERN_3, Form.MATERN_5, Form.RATIONAL}) {
            SupportKernel kernel = new SupportKernel(vector, form, 0.5, 2, 0);
            assertThat(Slots.one(kernel, 3, -4)).as("%s", form).isEqualTo(1);
            assertThat(Slots.one(kernel, 3, 1e9)).as("%s", form).isCloseTo(0, within(1e-30));
        }
    }

    @Test
    void numbersOfAKernelThatAreNotFiniteAreRefused() {
        Matrix vector = new Matrix(1, 1, Numbers.of(3));
        assertThatThrownBy(() -> new SupportKernel(vector, Form.RADIAL, Double.NaN, 0, 0))
                .hasMessage("a kernel's numbers must be finite: NaN, 0.0, 0");
        assertThatThrownBy(() -> new SupportKernel(vector, Form.RADIAL, 1, Double.NEGATIVE_INFINITY, 0))
                .hasMessageContaining("-Infinity");
        assertThatThrownBy(() -> new SupportKernel(vector, Form.POLYNOMIAL, 1, 0, -1))
                .hasMessageContaining(", -1");
        Matrix missing = new Matrix(1, 1, Numbers.of(Double.NaN));
        assertThatThrownBy(() -> new SupportKernel(missing, Form.LINEAR, 1, 0, 1))
                .hasMessage("support vectors must be finite: NaN");
    }

    @Test
    void aPairsDecisionWeighsTheVectorsOfItsTwoClasses() {
        Random random = new Random(11);
        int[] counts = {2, 0, 3, 4};
        int[] classOf = {0, 0, 2, 2, 2, 3, 3, 3, 3};
        Matrix coefficients = Slots.matrix(random, 3, 9);
        double[] intercepts = Slots.normal(random, 6);
        double[] likeness = Slots.normal(random, 9);
        double[] expected = intercepts.clone();
        int pair = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = i + 1; j < counts.length; j++) {
                for (int vector = 0; vector < 9; vector++) {
                    // a vector has a coefficient against each class but its own
                    if (classOf[vector] == i) {
                        expected[pair] += coefficients.get(j - 1, vector) * likeness[vector];
                    } else if (classOf[vector] == j) {
                        expected[pair] += coefficients.get(i, vector) * likeness[vector];
                    }
                }
                pair++;
            }
        }
        SupportVectors vectors = new SupportVectors(coefficients, Indices.of(counts), Numbers.of(intercepts));
        Slots.assertClose(Slots.run(vectors, likeness), expected, ERROR);
    }

    @Test
    void aRegressionHasOneDecision() {
        SupportVectors vectors =
                new SupportVectors(new Matrix(1, 3, Numbers.of(1, -2, 0.5)), Indices.of(3), Numbers.of(10));
        assertThat(Slots.run(vectors, 4, 3, 2)).containsExactly(9);
        SupportVectors two =
                new SupportVectors(new Matrix(1, 3, Numbers.of(1, -2, 0.5)), Indices.of(1, 2), Numbers.of(10));
        assertThat(Slots.run(two, 4, 3, 2)).containsExactly(9);
    }

    @Test
    void vectorsThatDoNotFitAreRefused() {
        Matrix coefficients = new Matrix(1, 3, Numbers.of(1, -2, 0.5));
        assertThatThrownBy(() -> new SupportVectors(coefficients, Indices.of(2, 2), Numbers.of(1)))
                .hasMessage("4 support vectors of 2 classes do not fit coefficients of 1 x 3");
        assertThatThrownBy(() -> new SupportVectors(coefficients, Indices.of(1, 1, 1), Numbers.of(1, 2, 3)))
                .hasMessageContaining("of 3 classes do not fit coefficients of 1 x 3");
        assertThatThrownBy(() -> new SupportVectors(coefficients, Indices.of(), Numbers.of()))
                .hasMessageContaining("0 support vectors of 0 classes");
        assertThatThrownBy(() -> new SupportVectors(coefficients, Indices.of(1, 2), Numbers.of(1, 2)))
                .hasMessage("intercepts must be 1, they are 2");
        assertThatThrownBy(() -> new SupportVectors(coefficients, Indices.of(3), Numbers.of(Double.NaN)))
                .hasMessage("intercepts must be finite: NaN");
    }

    @Test
    void aDecisionAboveZeroIsAVoteForTheFirstOfThePair() {
        // pairs: 0-1, 0-2, 1-2
        assertThat(Slots.run(new PairVotes(3, false), 0.1, -5, 2)).containsExactly(1, 1, 1);
        assertThat(Slots.run(new PairVotes(3, false), 0.1, 5, 2)).containsExactly(2, 1, 0);
        assertThat(Slots.run(new PairVotes(3, false), 0, 0, -2)).containsExactly(0, 1, 2);
        assertThat(Slots.run(new PairVotes(2, false), -1)).containsExactly(0, 1);
    }

    @Test
    void confidenceAddsToTheVotesAndOutweighsNone() {
        // sums of decisions: 4, 1, -5; with confidence a decision of 0 is a vote for the first one
        Slots.assertClose(
                Slots.run(new PairVotes(3, true), 0, 4, 1), new double[] {2 + 4 / 15.0, 1 + 1 / 6.0, -5 / 18.0}, ERROR);
        double[] huge = Slots.run(new PairVotes(3, true), 1, -1e300, 1e300);
        assertThat(huge[0]).isCloseTo(1 - 1 / 3.0, within(ERROR));
        assertThat(huge[1]).isCloseTo(1 + 1 / 3.0, within(ERROR));
        assertThat(huge[2]).isCloseTo(1, within(ERROR));
    }

    @Test
    void choicesVoteForTheFirstOrTheSecondOfThePair() {
        // choices 0-1: 1, 0-2: 0, 1-2: 1; confidences are for the second: sums -3, -6, 9
        Slots.assertClose(
                Slots.run(new PairChoices(3), 1, 0, 1, 1, 2, 7),
                new double[] {1 - 3 / 12.0, 1 - 6 / 21.0, 1 + 9 / 30.0},
                ERROR);
        Slots.assertClose(Slots.run(new PairChoices(2), 0, -1), new double[] {1 + 1 / 6.0, -1 / 6.0}, ERROR);
    }

    @Test
    void votesNeedTwoToTenThousandClasses() {
        for (int classes : new int[] {1, 10_001}) {
            String message = "there must be 2 to 10,000 classes: " + classes;
            assertThatThrownBy(() -> new PairVotes(classes, false)).hasMessage(message);
            assertThatThrownBy(() -> new PairChoices(classes)).hasMessage(message);
            assertThatThrownBy(() -> new PairProbabilities(classes, Numbers.of(), Numbers.of()))
                    .hasMessage(message);
        }
        assertThat(new PairVotes(10_000, false).inputs()).isEqualTo(49_995_000);
        assertThat(new PairChoices(10_000).inputs()).isEqualTo(99_990_000);
        assertThatThrownBy(() -> new PairProbabilities(3, Numbers.of(1, 1, 1), Numbers.of(1, 1)))
                .hasMessage("offsets must be 3, they are 2");
        assertThatThrownBy(() -> new PairProbabilities(3, Numbers.of(1), Numbers.of(1, 1, 1)))
                .hasMessage("slopes must be 3, they are 1");
        assertThatThrownBy(() -> new PairProbabilities(2, Numbers.of(1), Numbers.of(Double.NaN)))
                .hasMessage("offsets must be finite: NaN");
    }

    /** {@code SVC(probability=True)} of scikit-learn 1.9.1 on random points: probA_, probB_, decisions and predict_proba. */
    @Test
    void probabilitiesOfPairsAgreeAsLibsvmMakesThem() {
        PairProbabilities three = new PairProbabilities(
                3,
                Numbers.of(-1.892472632148531, -1.5226295755873656, 0.00208265455727426),
                Numbers.of(-0.17268828708301534, 0.06438140097826477, -6.967904057681007e-05));
        Slots.assertClose(
                Slots.run(three, 0.0609768153992018, -0.07458277867118042, -0.37765839751679303),
                new double[] {0.34140456496045896, 0.30352294283647546, 0.35507249220306547},
                1e-14);
        Slots.assertClose(
                Slots.run(three, 0.9364896945667099, 1.1223744478342232, -0.4804300336511128),
                new double[] {0.7486723544583667, 0.11447741555902158, 0.1368502299826118},
                1e-14);
        PairProbabilities four = new PairProbabilities(
                4,
                Numbers.of(
                        -1.1981566696118424,
                        -1.6053915336376912,
                        -1.26108443948967,
                        -1.8023054832174767,
                        -0.9166759032567465,
                        -0.815421490031999),
                Numbers.of(
                        -0.14947390297675905,
                        -0.1935973544524449,
                        -0.2712358990720891,
                        -0.195720907474324,
                        -0.10774511272943885,
                        0.1583338899281196));
        Slots.assertClose(
                Slots.run(
                        four,
                        -1.3511464926161065,
                        0.10882377857699488,
                        -0.8387452155309245,
                        0.8647362366364555,
                        0.9130625113973521,
                        -0.10038779625163),
                new double[] {0.12133921587777942, 0.5613743285149614, 0.10991171338475261, 0.20737474222250651},
                1e-14);
        Slots.assertClose(
                Slots.run(
                        four,
                        0.20361915472005768,
                        0.9582057988613999,
                        1.0381876802223364,
                        0.8160633504847596,
                        1.0102666335107369,
                        -0.35586663149178605),
                new double[] {0.4876252863337231, 0.32980013669462643, 0.07367517370865546, 0.10889940326299517},
                1e-14);
    }

    @Test
    void oneDecisionIsALogisticProbabilityKeptOffItsEnds() {
        PairProbabilities two = new PairProbabilities(2, Numbers.of(-2), Numbers.of(0.5));
        for (double decision : new double[] {-3, -0.2, 0, 0.25, 1, 4}) {
            double p = 1 / (1 + Math.exp(-2 * decision + 0.5));
            Slots.assertClose(Slots.run(two, decision), new double[] {p, 1 - p}, 0.005);
        }
        assertThat(Slots.run(two, 1e6)[0]).isStrictlyBetween(0.99, 1.0);
        assertThat(Slots.run(two, -1e6)[0]).isStrictlyBetween(0.0, 0.01);
    }

    /** The method of Wu, Lin and Weng ends when {@code max |Qp - p'Qp|} is below 0.005 by the number of classes. */
    @Test
    void probabilitiesSolveTheEquationsOfTheirMethod() {
        Random random = new Random(19);
        for (int classes = 2; classes <= 7; classes++) {
            int pairs = classes * (classes - 1) / 2;
            double[] slopes = Slots.normal(random, pairs);
            double[] offsets = Slots.normal(random, pairs);
            double[] decisions = Slots.normal(random, pairs);
            PairProbabilities coupling = new PairProbabilities(classes, Numbers.of(slopes), Numbers.of(offsets));
            double[] p = Slots.run(coupling, decisions);
            assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
            assertThat(Arrays.stream(p).min().orElseThrow()).isPositive();
            double[][] r = new double[classes][classes];
            int pair = 0;
            for (int i = 0; i < classes; i++) {
                for (int j = i + 1; j < classes; j++) {
                    r[i][j] = 1 / (1 + Math.exp(slopes[pair] * decisions[pair] + offsets[pair++]));
                    r[j][i] = 1 - r[i][j];
                }
            }
            double[] products = new double[classes];
            double mean = 0;
            for (int i = 0; i < classes; i++) {
                for (int j = 0; j < classes; j++) {
                    products[i] += i == j ? 0 : r[j][i] * (r[j][i] * p[i] - r[i][j] * p[j]);
                }
                mean += p[i] * products[i];
            }
            for (double product : products) {
                assertThat(product).isCloseTo(mean, within(0.005 / classes));
            }
        }
    }
}
