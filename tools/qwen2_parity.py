"""Reference values of transformers for Qwen2: two tiny random models, one with a tied head and one without.

    python tools/qwen2_parity.py
"""

from transformers import Qwen2Config, Qwen2ForCausalLM

from parity import FIXTURES, write_tiny


def tiny(tied: bool) -> Qwen2ForCausalLM:
    """The whole architecture in about 17 thousand numbers: q, k and v have biases, two query heads share each key head."""
    config = Qwen2Config(
        vocab_size=83,
        hidden_size=32,
        intermediate_size=40,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=64,
        rms_norm_eps=1e-6,
        rope_parameters={"rope_type": "default", "rope_theta": 1_000_000.0},
        tie_word_embeddings=tied,
    )
    config._attn_implementation = "sdpa"
    return Qwen2ForCausalLM(config).float().eval()


def main() -> None:
    write_tiny(tiny(tied=True), FIXTURES / "qwen2/tied", seed=20)
    write_tiny(tiny(tied=False), FIXTURES / "qwen2/untied", seed=50)


if __name__ == "__main__":
    main()
