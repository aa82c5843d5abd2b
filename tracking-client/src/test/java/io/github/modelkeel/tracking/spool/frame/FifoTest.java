package io.github.modelkeel.tracking.spool.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
            } else if (choice < 56) {
                fifo.addFirst(i);
                deque.addFirst(i);
            } else if (choice < 60 && !deque.isEmpty()) {
                assertThat(fifo.removeLast()).isEqualTo(deque.removeLast());
            } else if (choice < 63 && !deque.isEmpty()) {
                List<Integer> all = new ArrayList<>(deque);
                int at = random.nextInt(all.size());
                fifo.remove(at);
                all.remove(at);
                deque.clear();
                deque.addAll(all);
            } else if (choice == 98) {
                fifo.reserve(random.nextInt(50));
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
        assertThatThrownBy(() -> fifo.remove()).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(fifo::removeLast).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> fifo.remove(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> fifo.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
