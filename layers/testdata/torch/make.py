# Writes networks of PyTorch as it saves them, with what it makes of them at some points, for TestLoadTorch:
#
#	pip install torch safetensors numpy && python3 make.py
import json

import torch
from safetensors.torch import save_file
from torch import nn
from torch.func import functional_call, hessian, jacrev

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)


class Image(nn.Module):
    """Features as package layers has them, channels of a pixel together, in front of and behind layers of images."""

    def __init__(self, height, width, channels, *inside):
        super().__init__()
        self.shape = height, width, channels
        self.inside = nn.Sequential(*inside)

    def forward(self, x):
        return self.inside(x.reshape(self.shape).permute(2, 0, 1)[None])[0].permute(1, 2, 0).flatten()


nets = {
    "dense": (3, nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 4), nn.SiLU(), nn.Linear(4, 2))),
    "norm": (2, nn.Sequential(nn.Linear(2, 6), nn.LayerNorm(6, eps=1e-5), nn.GELU(), nn.Linear(6, 3), nn.Softmax(dim=-1))),
    "image": (4 * 5 * 2, Image(4, 5, 2, nn.Conv2d(2, 3, (2, 3), padding=1), nn.Softplus(), nn.Conv2d(3, 1, 2, stride=2))),
}
points = {}
for name, (inputs, net) in nets.items():
    for p in net.parameters():  # gains and biases at which a wrong order shows
        p.data += 0.1 * torch.randn_like(p)
    weights = {k.removeprefix("inside."): v for k, v in net.state_dict().items()}
    save_file(weights, name + ".safetensors")
    x = torch.randn(inputs)
    f = lambda x: functional_call(net, dict(net.named_parameters()), (x,))
    points[name] = {"x": x.tolist(), "y": f(x).tolist(), "jacobian": jacrev(f)(x).flatten().tolist(),
                    "hessian": hessian(f)(x).flatten().tolist()}
with open("points.json", "w") as file:
    json.dump(points, file)
