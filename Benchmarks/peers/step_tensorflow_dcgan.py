"""Times one training step of DCGAN in TensorFlow 2: prints the median in milliseconds.

    python step_tensorflow_dcgan.py graph|xla SIZE CHANNELS [REPETITIONS]

The same work as step_torch_dcgan.py: as a traced graph, or compiled by XLA.
"""
import os, statistics, sys, time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow as tf

mode, size, channels = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
repetitions = int(sys.argv[4]) if len(sys.argv) > 4 else 10
threads = len(os.sched_getaffinity(0))
tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)
layers = tf.keras.layers
BATCH, LATENT, WIDTH = 64, 100, 64
maps = [WIDTH << level for level in range(size.bit_length() - 3)]


def up(filters, stride=2, padding="same", **more):
    return layers.Conv2DTranspose(filters, 4, stride, padding, use_bias=False, **more)


generator = [layers.Input((1, 1, LATENT)), up(maps[-1], 1, "valid"), layers.BatchNormalization(), layers.ReLU()]
for filters in maps[-2::-1]:
    generator += [up(filters), layers.BatchNormalization(), layers.ReLU()]
G = tf.keras.Sequential(generator + [up(channels, activation="tanh")])
discriminator = [layers.Input((size, size, channels)), layers.Conv2D(maps[0], 4, 2, "same", use_bias=False), layers.LeakyReLU(0.2)]
for filters in maps[1:]:
    discriminator += [layers.Conv2D(filters, 4, 2, "same", use_bias=False), layers.BatchNormalization(), layers.LeakyReLU(0.2)]
D = tf.keras.Sequential(discriminator + [layers.Conv2D(1, 4, 1, "valid", use_bias=False), layers.Flatten()])
of_g, of_d = (tf.keras.optimizers.Adam(2e-4, beta_1=0.5) for _ in range(2))
of_g.build(G.trainable_variables)
of_d.build(D.trainable_variables)
cross_entropy = lambda logits, target: tf.reduce_mean(
    tf.nn.sigmoid_cross_entropy_with_logits(tf.fill(tf.shape(logits), target), logits))


@tf.function(jit_compile=mode == "xla")
def step(real):
    with tf.GradientTape() as g_tape:
        fake = G(tf.random.normal((BATCH, 1, 1, LATENT)), training=True)
        with tf.GradientTape() as d_tape:
            d_loss = cross_entropy(D(real, training=True), 1.0) + cross_entropy(D(tf.stop_gradient(fake), training=True), 0.0)
        of_d.apply_gradients(zip(d_tape.gradient(d_loss, D.trainable_variables), D.trainable_variables))
        g_loss = cross_entropy(D(fake, training=True), 1.0)
    of_g.apply_gradients(zip(g_tape.gradient(g_loss, G.trainable_variables), G.trainable_variables))
    return d_loss, g_loss


real = tf.random.uniform((BATCH, size, size, channels), -1, 1)
times = []
for index in range(repetitions + 2):
    start = time.perf_counter()
    for loss in step(real):
        loss.numpy()
    times.append((time.perf_counter() - start) * 1e3)
print(f"{statistics.median(times[2:]):.2f} TensorFlow {tf.__version__} {mode}")
