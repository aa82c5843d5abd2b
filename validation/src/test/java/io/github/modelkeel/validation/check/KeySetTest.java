package io.github.modelkeel.validation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.validation.check.KeySet.Found;
import io.github.modelkeel.validation.rule.Bounds;
import io.github.modelkeel.validation.rule.Rule;
import io.github.modelkeel.validation.rule.RuleKind;
import org.junit.jupiter.api.Test;

class KeySetTest {
    @Test
    void aMillionKeysAreFoundAgainWithTheirMarks() {
        KeySet keys = new KeySet(2_000_000);
        for (long i = 0; i < 1_000_000; i++) {
            assertThat(keys.add(1 + i % 3, i / 3) == Found.NEW).isTrue();
        }
        for (long i = 0; i < 1_000_000; i += 2) {
            assertThat(keys.add(1 + i % 3, i / 3) == Found.ONCE).isTrue();
        }
        for (long i = 0; i < 1_000_000; i++) {
            assertThat(keys.add(1 + i % 3, i / 3) == (i % 2 == 0 ? Found.AGAIN : Found.ONCE))
                    .isTrue();
        }
        assertThat(keys.isFull()).isFalse();
    }

    @Test
    void whatDoesNotFitIsNotKept() {
        KeySet keys = new KeySet(2);
        keys.add(1, 1);
        keys.add(1, 2);
        assertThat(keys.isFull()).isFalse();
        assertThat(keys.add(1, 3)).isEqualTo(Found.FULL);
        assertThat(keys.isFull()).isTrue();
        assertThat(keys.add(1, 2)).isEqualTo(Found.ONCE);
    }

    @Test
    void beyondTheLimitNothingTwiceIsUndecidedAndSomethingTwiceAFailure() {
        Rule rule = Rule.of(RuleKind.UNIQUE, "x");
        Value value = new Value();
        ValueCheck check = ValueCheck.of(new UniqueCondition(false, 2));
        for (String text : new String[] {"a", "b", "c"}) {
            value.set(text);
            check.add(value);
        }
        CheckResult undecided = check.result(rule);
        assertThat(undecided.state()).isEqualTo(CheckResult.State.UNDECIDED);
        assertThat(undecided.sentence()).contains("more than 2 distinct values");
        value.set("b");
        check.add(value);
        assertThat(check.result(rule).state()).isEqualTo(CheckResult.State.FAILED);
        assertThat(check.result(rule).unexpected()).isEqualTo(2);
    }

    @Test
    void moreNumbersThanAreKeptHaveNoQuantile() {
        MomentCheck check = new MomentCheck(RuleKind.QUANTILE, 2);
        Value value = new Value();
        Rule rule = Rule.quantile("x", 0.5, new Bounds(0.0, null, false, false), false);
        for (int i = 0; i < 3; i++) {
            value.set(i);
            check.add(value);
        }
        CheckResult result = check.result(rule);
        assertThat(result.state()).isEqualTo(CheckResult.State.UNDECIDED);
        assertThat(result.sentence()).contains("more than 2 numbers");
    }
}
