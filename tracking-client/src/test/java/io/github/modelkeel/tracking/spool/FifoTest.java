package io.github.modelkeel.tracking.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FifoTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void itDoesWhatADequeDoes(long seed) {
        Random random = new Random(seed);
        Fifo<Integer> fifo = new Fifo<>();
        ArrayDeque<Integer> deque = new ArrayDeque<>();
        for (int i = 0; i < 5000; i++) {
            int choice = random.nextInt(100);
            if (choice < 52) {
                fifo.add(i);
                deque.add(i);
            } else if (choice == 99 && random.nextInt(20) == 0) {
                fifo.clear();
                deque.clear();
            } else if (!deque.isEmpty()) {
                assertThat(fifo.remove()).isEqualTo(deque.remove());
            }
            assertThat(fifo.size()).isEqualTo(deque.size());
            assertThat(fifo.isEmpty()).isEqualTo(deque.isEmpty());
            assertThat(fifo.peek()).isEqualTo(deque.peek());
            assertThat(fifo.peekLast()).isEqualTo(deque.peekLast());
        }
        assertThat(fifo.toList()).isEqualTo(new ArrayList<>(deque));
        fifo.clear();
        assertThatThrownBy(fifo::remove).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> fifo.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
