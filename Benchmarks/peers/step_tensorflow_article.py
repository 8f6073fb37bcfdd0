"""Times one training step of the article's GAN in TensorFlow 2: prints the median in milliseconds.

    python step_tensorflow_article.py graph|xla [REPETITIONS]

The same work as step_torch_article.py: as a traced graph, or compiled by XLA.
"""
import os, statistics, sys, time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow as tf

mode, repetitions = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
threads = len(os.sched_getaffinity(0))
tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)
BATCH = 128


def network(*sizes):
    return [(tf.Variable(tf.random.normal((a, b), stddev=0.03)), tf.Variable(tf.zeros(b))) for a, b in zip(sizes, sizes[1:])]


def forward(stages, x):
    for weight, bias in stages[:-1]:
        x = tf.nn.leaky_relu(x @ weight + bias)
    return x @ stages[-1][0] + stages[-1][1]


generator, discriminator = network(100, 1024, 1024, 784), network(784, 1024, 1024, 512, 1)
of_g, of_d = ([v for stage in n for v in stage] for n in (generator, discriminator))
adam_g, adam_d = tf.keras.optimizers.Adam(2e-4), tf.keras.optimizers.Adam(2e-4)
adam_g.build(of_g)
adam_d.build(of_d)
cross_entropy = lambda logits, target: tf.reduce_mean(
    tf.nn.sigmoid_cross_entropy_with_logits(tf.fill(tf.shape(logits), target), logits))


@tf.function(jit_compile=mode == "xla")
def step(real):
    with tf.GradientTape() as g_tape:
        fake = tf.tanh(forward(generator, tf.random.normal((BATCH, 100))))
        with tf.GradientTape() as d_tape:
            d_loss = cross_entropy(forward(discriminator, real), 1.0) + cross_entropy(forward(discriminator, tf.stop_gradient(fake)), 0.0)
        adam_d.apply_gradients(zip(d_tape.gradient(d_loss, of_d), of_d))
        g_loss = cross_entropy(forward(discriminator, fake), 1.0)
    adam_g.apply_gradients(zip(g_tape.gradient(g_loss, of_g), of_g))
    return d_loss, g_loss


real = tf.random.uniform((BATCH, 784), -1, 1)
times = []
for index in range(repetitions + 5):
    start = time.perf_counter()
    for loss in step(real):
        loss.numpy()
    times.append((time.perf_counter() - start) * 1e3)
print(f"{statistics.median(times[5:]):.2f} TensorFlow {tf.__version__} {mode}")
